package io.fedbackup.gitsync.report;

/** Text that came from documents, on its way to a terminal or a file. */
final class Printable {
  private Printable() {}

  /** Control characters would let a document write to the terminal, and break XML. */
  static String of(String text) {
    return text.replaceAll(
        "[\\p{Cntrl}\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufffe\\uffff\\p{Cs}]", " ");
  }
}
