package io.fedbackup.e2e.demo;

import io.fedbackup.api.v1alpha1.GitSync;
import io.fedbackup.api.v1alpha1.GitSyncSpecBuilder;

/** What an example cannot know: where the demo's repository is. */
final class Bootstrap {

  private Bootstrap() {}

  static GitSync pointedAt(GitSync example, String url) {
    example.setSpec(GitSyncSpecBuilder.builder(example.getSpec()).url(url).interval("5s").build());
    return example;
  }
}
