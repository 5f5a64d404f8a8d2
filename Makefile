# The front door. Maven does the work; this finds a JDK, says what is missing, and names the steps.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := bash

# Further arguments for Maven, as in: make test MAVEN_OPTIONS='-Pk3s -Dit.test=FirstBackupIT'
MAVEN_OPTIONS ?=
# Benchmarks to run and their options; all of them when empty.
BENCH ?=

# GNU make 4 says whether standard output is a terminal.
COLOR := $(if $(MAKE_TERMOUT),always,never)
# Found when a target needs it: "make help" works without a JDK.
JDK = $$(bin/jdk-home)
MAVEN = JAVA_HOME="$(JDK)" mvn --batch-mode --threads 1C --no-transfer-progress -Dstyle.color=$(COLOR) $(MAVEN_OPTIONS)
PACKAGE = $(MAVEN) --quiet package -Dmaven.test.skip=true

.PHONY: help
help: ## Show this
	@echo 'fedbackup: targets'
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: demo
demo: ## Show the product at work on real API servers (KEEP=1 leaves it running)
	@bin/need 'make demo' jdk mvn git node npm
	@$(MAKE) --no-print-directory provision
	@$(PACKAGE)
	@bin/e2e io.fedbackup.e2e.demo.Demo

.PHONY: test
test: ## Run unit tests, and every scenario end to end on real API servers
	@bin/need 'make test' jdk mvn git node npm
	@$(MAKE) --no-print-directory provision
	$(MAVEN) verify

.PHONY: bench
bench: ## Measure speed, memory and requests beside peers (BENCH=validate for one)
	@bin/need 'make bench' jdk mvn git node npm
	@$(MAKE) --no-print-directory provision
	@$(PACKAGE)
	@bin/e2e io.fedbackup.e2e.bench.Bench $(BENCH)

.PHONY: lint
lint: ## Check format, compile with all checks, check scripts and generated documents; no tests
	@bin/need 'make lint' jdk mvn
	$(MAVEN) verify -DskipTests
	@bin/check-scripts
	@bin/reference --check

.PHONY: format
format: ## Format Java and POMs
	@bin/need 'make format' jdk mvn
	$(MAVEN) --quiet spotless:apply

.PHONY: docs
docs: ## Generate docs/reference from the API classes
	@bin/need 'make docs' jdk mvn
	@$(MAVEN) --quiet --projects planning --also-make process-classes
	@bin/reference

.PHONY: testbed
testbed: ## Start a backup cluster and two application clusters, until Ctrl-C
	@bin/need 'make testbed' jdk mvn node npm
	@$(MAKE) --no-print-directory provision
	@$(PACKAGE) --projects e2e --also-make
	@bin/e2e io.fedbackup.e2e.testbed.Serve e2e/target/testbed

.PHONY: provision
provision: ## Provide etcd, the Kubernetes programs and Azurite (minutes once, then cached)
	@bin/need 'make provision' node npm
	@e2e/testbed/provision >/dev/null
	@e2e/testbed/provision azurite >/dev/null

.PHONY: clean
clean: ## Remove what was built; the test bed's programs stay cached
	@rm -rf target */target
