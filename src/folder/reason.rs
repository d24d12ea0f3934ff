//! What the system says of a file, in the languages of the product.

use crate::diag::Words;
use std::io::{Error, ErrorKind};

/// Why a file or folder cannot be used, in a few words without its path; what is rare is said as the system says it.
pub fn reason(error: &Error) -> Words {
    match error.kind() {
        ErrorKind::NotFound => Words::new("такого нет", "it does not exist"),
        ErrorKind::PermissionDenied => Words::new("нет прав", "no permission"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            Words::new("на диске нет места", "the disk is full")
        }
        ErrorKind::ReadOnlyFilesystem => Words::new("диск открыт только для чтения", "the disk is read-only"),
        ErrorKind::InvalidData => Words::new("это не текст в UTF-8", "it is not text in UTF-8"),
        ErrorKind::IsADirectory => Words::new("это не файл", "it is not a file"),
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => {
            Words::new("на месте папки лежит файл", "there is a file in the place of a folder")
        }
        _ => Words::new(error.to_string(), error.to_string()),
    }
}
