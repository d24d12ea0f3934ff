//! What a file of media turned out to be when it was looked into.

/// Facts about a file that its name does not tell. What could not be read stays unknown and is not judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MediaLook {
    /// The ending that its bytes deserve: `jpg`, `heic`, `pdf`.
    pub inside: Option<&'static str>,
    /// Width and height of a picture.
    pub pixels: Option<(u32, u32)>,
    /// How long a film or a sound lasts, rounded up.
    pub seconds: Option<u32>,
}
