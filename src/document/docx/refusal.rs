//! Why a file is not read as a Word document, in plain words.

use thiserror::Error;

/// What to do about most of it.
const AGAIN: &str = "open it in Word and save it again as .docx";

/// Why a file is not read as a Word document, or no copy of it is written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// No bytes at all.
    #[error("the file is empty: it is no Word document")]
    Empty,
    /// The container of `.doc` files and of documents with a password.
    #[error(
        "it is an old Word document (.doc), or one with a password; open it in Word and save it as .docx without one"
    )]
    OldOrLocked,
    /// A part with a password of its own.
    #[error("it is protected by a password; open it in Word and save it as .docx without one")]
    Locked,
    /// The archive cannot be read.
    #[error("it is no Word document, or it is damaged or cut off ({0}); {AGAIN}")]
    NoArchive(String),
    /// A part cannot be unpacked or read.
    #[error("the Word document is damaged: {part}: {reason}; {AGAIN}")]
    Damaged {
        /// The part's name.
        part: String,
        /// What is wrong with it.
        reason: String,
    },
    /// An archive that holds something else.
    #[error("there is no Word document inside (`word/document.xml`); {AGAIN}")]
    NoDocument,
    /// Two parts of one name: programs would not agree which counts.
    #[error("two of its parts have the same name; {AGAIN}")]
    Twice,
    /// More parts than a document has.
    #[error("it has more than {0} parts, as no Word document does; {AGAIN}")]
    TooMany(usize),
    /// More than is unpacked.
    #[error("unpacked it is larger than copydesk reads: the limit is 64 MiB")]
    TooLarge,
    /// More paragraphs or elements than a document has.
    #[error("{part} has more than {most} {what}, as no Word document does; {AGAIN}")]
    TooLong {
        /// The part's name.
        part: String,
        /// The limit.
        most: usize,
        /// What is counted.
        what: &'static str,
    },
    /// A part that was made to fill memory.
    #[error("{0} grows more than a hundredfold when it is unpacked, as no Word document does; {AGAIN}")]
    Bomb(String),
    /// Elements inside each other beyond reason.
    #[error("{0} has elements more than 256 deep inside each other, as no Word document does; {AGAIN}")]
    TooDeep(String),
    /// Word writes none, and they can pull in other files or blow up.
    #[error("{0} declares a document type, as no Word document does; {AGAIN}")]
    DocumentType(String),
    /// Readable, but not to be written again byte for byte.
    #[error("{0} is not stored as UTF-8, so that no copy is written; {AGAIN}")]
    Wide(String),
    /// Readable, but with names of its own.
    #[error("{0} names its elements in a way in which copydesk writes none; {AGAIN}")]
    Foreign(String),
    /// The archive of the copy cannot be written.
    #[error("the copy cannot be packed: {0}")]
    Unpacked(String),
}
