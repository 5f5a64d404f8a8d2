// Command kube-controller-manager is the controller manager of Kubernetes, unchanged, built from its
// Go module.
package main

import (
	"os"

	_ "time/tzdata" // CronJobs name time zones, and the machine may have none installed

	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/metrics/prometheus/clientgo"
	_ "k8s.io/component-base/metrics/prometheus/version"
	"k8s.io/kubernetes/cmd/kube-controller-manager/app"
)

func main() {
	os.Exit(cli.Run(app.NewControllerManagerCommand()))
}
