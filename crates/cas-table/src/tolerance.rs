//! Every tolerance of this crate, with its reason. `EM` values are multiples of the text size, so that scaled copies
//! (0.90 to 1.1 of the original) read alike; points are used only where the cause is a paint offset in points.

/// Baselines of one line differ by at most this much. Registrar statements drift by 0.22 pt inside a row, the
/// KFintech engine jitters by 1.5 pt at size 6.7; the closest real lines are 7 pt apart (1.05 em).
pub const LINE_EM: f32 = 0.27;

/// Where a line would be cut between baselines closer than this, it is cut at its widest gap instead: the registrar
/// cell stands 2 pt above its scheme line, and a jitter of 0.1 pt must not tear that line apart.
pub const TIGHT_EM: f32 = 0.08;

/// Runs of one line whose gap is below this are one word: show operations that abut, kerned or split at script
/// changes. The narrowest blank of the fonts in use is 0.25 em, shrunk by justification to 0.2 em.
pub const JOIN_EM: f32 = 0.14;

/// Runs that overlap by more than this are separate cells painted over each other, not one word.
pub const OVERLAP_EM: f32 = 0.2;

/// Runs whose baselines differ by more than this are not joined into a word, except a raised sign.
pub const JOIN_BASELINE_EM: f32 = 0.15;

/// A run at most this large compared with its neighbour may be a raised sign (the `#` of `IDCW#` has 0.67).
pub const RAISED_SIZE: f32 = 0.8;

/// How far a raised sign stands above the baseline of its word (measured 0.31 em of the word).
pub const RAISED_EM: f32 = 0.5;

/// Equal text within this many points across is one text painted twice: bold strikes are 0.2 to 0.7 pt apart.
pub const TWIN_X: f32 = 1.0;

/// Equal text within this much up or down is painted twice: strikes 0.2 to 0.7 pt, date twins up to 3 pt (0.5 em of
/// the smallest text); real lines are at least 1 em apart.
pub const TWIN_Y_EM: f32 = 0.52;

/// A glyph painted twice within one run stands at most this far from its twin.
pub const GLYPH_TWIN_EM: f32 = 0.12;

/// Words of one printed phrase (a heading, a column label) have gaps below this; column labels that share a line are
/// at least 0.8 em apart (`NAV Date` and `NAV` of a summary statement are the closest).
pub const PHRASE_EM: f32 = 0.75;

/// A column header stands on at most this many lines: labels of four lines, top-aligned, or middle-aligned with labels
/// of three lines in between.
pub const HEADER_LINES: usize = 7;

/// Two lines of one header are at most this far apart (3.5 pt at size 7.6 to 9.1 pt at 7.6).
pub const HEADER_PITCH_EM: f32 = 1.6;

/// Parts of a stacked label overlap across by at least this much to belong to one column.
pub const STACK_EM: f32 = 0.15;

/// A value meets the edge or centre of its column within this much: header and data edges differ by 0.72 pt at size
/// 6.7 in registrar statements, bold labels add a strike offset.
pub const ALIGN_EM: f32 = 0.25;

/// A glyph edge this close to a column bound is where a glued word is cut.
pub const CUT_EM: f32 = 0.25;

/// A piece is compared with at most this many neighbours when twins and raised signs are looked for: a dense page has
/// 30 within reach, a page made to be slow may have any number.
pub const NEIGHBOURS: usize = 256;

/// A header window with more words than this is no header: the largest known one has 45.
pub const HEADER_WORDS: usize = 400;

/// A tight header stands on at most this many lines: seven, which interleave with those of middle-aligned labels.
pub const TIGHT_HEADER_LINES: usize = 20;

/// Lines of one tight header are at most this far apart (1.2 em, and a rule's padding between its two rows).
pub const TIGHT_PITCH_EM: f32 = 2.1;

/// A label of a tight header has at most this many words (`Closing Rate per Unit (only for Derivatives) (Rs)` has 8).
pub const TIGHT_LABEL_WORDS: usize = 16;

/// A rule is at most this thick, in points; anything wider both ways is a box.
pub const RULE_THICK: f32 = 1.5;

/// Rules closer than this, in points, are one rule drawn twice.
pub const RULE_SAME: f32 = 1.0;

/// Words of one label are closer than this; labels of a tight header stand 0.45 em apart and more, as do cells.
pub const BLANK_EM: f32 = 0.4;
