//! Pictures and files of a project on their way to the messenger: finding them, telling versions apart,
//! packing them into a form.

use super::client::Form;
use crate::channels::telegram::Upload;
use bytes::Bytes;
use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};
use std::time::UNIX_EPOCH;

/// A file of the project as it is on disk now.
pub(super) struct MediaFile {
    path: PathBuf,
    /// Path, size and time of change: an edited picture is a new one and must be sent again.
    pub key: String,
}

/// Finds a file below the media folder. `None` when it is not there or would lie outside.
pub(super) fn find(folder: &Path, upload: &Upload) -> Option<MediaFile> {
    let inner = Path::new(&upload.path);
    if !inner.components().all(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let path = folder.join(inner);
    let data = std::fs::metadata(&path).ok().filter(std::fs::Metadata::is_file)?;
    // A file that cannot be read is as good as none: its message must not be tried for ever.
    std::fs::File::open(&path).ok()?;
    let changed = data.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    let key = format!("{} {} {} {}", upload.field, data.len(), changed.as_millis(), upload.path);
    Some(MediaFile { path, key })
}

/// Packs the parameters of a call and its files into a `multipart/form-data` body. `None` when a file cannot be
/// read or the parameters are not an object.
pub(super) fn pack(files: &[(&Upload, &MediaFile)], parameters: &[u8]) -> Option<Form> {
    let read = |(upload, file): &(&Upload, &MediaFile)| {
        let name = file.path.file_name()?.to_string_lossy().replace(['"', '\r', '\n'], "_");
        Some((upload.field, name, std::fs::read(&file.path).ok()?))
    };
    let contents = files.iter().map(read).collect::<Option<Vec<_>>>()?;
    let parameters: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(parameters).ok()?;
    let boundary = boundary_for(contents.iter().map(|part| part.2.as_slice()), parameters.values());
    let size: usize = contents.iter().map(|part| part.2.len()).sum();
    let mut body = Vec::with_capacity(size + 1024);
    let head = |name: &str| format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"");
    let is_file = |name: &str| files.iter().any(|(upload, _)| upload.field == name);
    for (name, value) in parameters.iter().filter(|(name, _)| !is_file(name)) {
        // Texts go as they are, everything else as JSON.
        let value = value.as_str().map_or_else(|| Cow::Owned(value.to_string()), Cow::Borrowed);
        body.extend_from_slice(format!("{}\r\n\r\n{value}\r\n", head(name)).as_bytes());
    }
    for (field, name, content) in &contents {
        let place = format!("; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n");
        body.extend_from_slice(format!("{}{place}", head(field)).as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    let content_type = Cow::Owned(format!("multipart/form-data; boundary={boundary}"));
    Some(Form { content_type, body: Bytes::from(body) })
}

/// A boundary that occurs neither in a file nor in a parameter.
fn boundary_for<'a>(
    contents: impl Iterator<Item = &'a [u8]> + Clone,
    values: impl Iterator<Item = &'a serde_json::Value> + Clone,
) -> String {
    let occurs = |boundary: &str| {
        let is_boundary = |part: &[u8]| part == boundary.as_bytes();
        contents.clone().any(|content| content.windows(boundary.len()).any(is_boundary))
            || values.clone().any(|value| value.to_string().contains(boundary))
    };
    let mut boundary = String::from("voronka-boundary");
    while occurs(&boundary) {
        boundary.push('x');
    }
    boundary
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_holds_the_parameters_and_the_file_between_boundaries_of_its_own() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("a.txt"), "--voronka-boundary\r\n").expect("a file");
        let upload = Upload { field: "document", path: "a.txt".into() };
        let file = find(folder.path(), &upload).expect("the file is there");
        let parameters =
            br#"{"chat_id":42,"document":"attach://document","caption":"a","reply_markup":{"x":[]}}"#;
        let form = pack(&[(&upload, &file)], parameters).expect("a form");
        assert_eq!(form.content_type, "multipart/form-data; boundary=voronka-boundaryx");
        let body = String::from_utf8(form.body.to_vec()).expect("text");
        let disposition = "Content-Disposition: form-data; name=";
        let field =
            |name, value| format!("--voronka-boundaryx\r\n{disposition}\"{name}\"\r\n\r\n{value}\r\n");
        let expected = [
            field("chat_id", "42"),
            field("caption", "a"),
            field("reply_markup", r#"{"x":[]}"#),
            format!("--voronka-boundaryx\r\n{disposition}\"document\"; filename=\"a.txt\"\r\n"),
            "Content-Type: application/octet-stream\r\n\r\n--voronka-boundary\r\n\r\n".into(),
            "--voronka-boundaryx--\r\n".into(),
        ];
        for part in &expected {
            assert!(body.contains(part), "{part} in {body}");
        }
        assert_eq!(body.len(), expected.iter().map(String::len).sum::<usize>());
    }

    #[test]
    fn a_file_outside_the_media_folder_is_not_found() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("secret"), "x").expect("a file");
        let media = folder.path().join("media");
        std::fs::create_dir(&media).expect("a folder");
        for path in ["../secret", "/etc/hostname", "", "missing.png", "."] {
            assert!(find(&media, &Upload { field: "photo", path: path.into() }).is_none(), "{path}");
        }
    }
}
