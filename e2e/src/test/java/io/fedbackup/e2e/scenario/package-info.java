/** The product as users meet it: real programs, real API servers, a real Git server and store. */
@NullMarked
package io.fedbackup.e2e.scenario;

import org.jspecify.annotations.NullMarked;
