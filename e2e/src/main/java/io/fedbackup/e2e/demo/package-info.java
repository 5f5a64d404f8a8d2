/**
 * The demo: the product at work on real API servers, told in a terminal. Shows only what it read
 * from the API servers and from the store.
 */
@NullMarked
package io.fedbackup.e2e.demo;

import org.jspecify.annotations.NullMarked;
