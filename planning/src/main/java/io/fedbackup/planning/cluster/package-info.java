/** What an ApplicationCluster may not ask for. Pure; knows no client. */
@NullMarked
package io.fedbackup.planning.cluster;

import org.jspecify.annotations.NullMarked;
