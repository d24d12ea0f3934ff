//! Takes a file from anywhere into the folder `media/` of a project.

use super::walk::MEDIA_DIR;
use super::whole::{draft, put_down};
use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Longest name without its ending, characters; every file system takes it with a number added.
const STEM_MAX: usize = 80;

/// Copies a file below `media/` and gives its path there, with `/`.
///
/// Its name is made safe for every system. A file of the same name and content is not copied again; one of the same
/// name and another content stays, and the new one gets a number. A file that lies below `media/` already is only
/// named. The copy appears whole or not at all.
///
/// # Errors
/// Whatever the disk says; a folder cannot be taken in.
pub fn attach(project: &Path, source: &Path) -> io::Result<String> {
    let media = project.join(MEDIA_DIR);
    std::fs::create_dir_all(&media)?;
    let (media, source) = (media.canonicalize()?, source.canonicalize()?);
    if !source.is_file() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if let Ok(inside) = source.strip_prefix(&media) {
        let parts: Vec<_> = inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        return Ok(parts.join("/"));
    }
    let mut copy = draft(&media)?;
    io::copy(&mut std::fs::File::open(&source)?, copy.as_file_mut())?;
    copy.as_file_mut().sync_all()?;
    let (stem, ending) = safe_name(&source);
    for number in 1.. {
        let name = if number == 1 { format!("{stem}{ending}") } else { format!("{stem}-{number}{ending}") };
        if let Some(held) = same_name(&media, &name)? {
            if same_content(&held, copy.path())? {
                return Ok(file_name(&held));
            }
            continue;
        }
        match put_down(copy, &media.join(&name))? {
            None => return Ok(name),
            Some(taken) => copy = taken,
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Name and ending of a file in letters, digits, `-` and `_`; the ending in lower case, with its dot.
fn safe_name(source: &Path) -> (String, String) {
    let text =
        |part: Option<&OsStr>| part.map(|part| part.to_string_lossy().into_owned()).unwrap_or_default();
    let mut stem = String::new();
    for c in text(source.file_stem()).chars() {
        match c {
            c if c.is_alphanumeric() || c == '_' => stem.push(c),
            _ if !stem.ends_with('-') => stem.push('-'),
            _ => {}
        }
    }
    let stem: String = stem.trim_matches('-').chars().take(STEM_MAX).collect();
    let stem = if stem.is_empty() { "file".to_owned() } else { stem };
    let ending: String = text(source.extension()).chars().filter(char::is_ascii_alphanumeric).collect();
    let ending = if ending.is_empty() { ending } else { format!(".{}", ending.to_ascii_lowercase()) };
    (stem, ending)
}

/// The file of that name, in any case of its letters: some systems do not tell them apart.
fn same_name(media: &Path, name: &str) -> io::Result<Option<PathBuf>> {
    for entry in std::fs::read_dir(media)? {
        let path = entry?.path();
        if file_name(&path).to_lowercase() == name.to_lowercase() {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn same_content(a: &Path, b: &Path) -> io::Result<bool> {
    if !a.is_file() || std::fs::metadata(a)?.len() != std::fs::metadata(b)?.len() {
        return Ok(false);
    }
    let (mut a, mut b) =
        (io::BufReader::new(std::fs::File::open(a)?), io::BufReader::new(std::fs::File::open(b)?));
    let (mut left, mut right) = (vec![0; 64 * 1024], vec![0; 64 * 1024]);
    loop {
        let len = a.read(&mut left)?;
        if len == 0 {
            return Ok(true);
        }
        b.read_exact(&mut right[..len])?;
        if left[..len] != right[..len] {
            return Ok(false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_taken_in_once_and_never_over_another() {
        let folder = tempfile::tempdir().unwrap();
        let (project, away) = (folder.path().join("п"), folder.path().join("away"));
        std::fs::create_dir_all(&away).unwrap();
        let file = |name: &str, text: &str| {
            std::fs::write(away.join(name), text).unwrap();
            away.join(name)
        };
        let first = attach(&project, &file("Прайс лист (новый).PDF", "1")).unwrap();
        assert_eq!(first, "Прайс-лист-новый.pdf");
        assert_eq!(attach(&project, &file("прайс-лист новый.pdf", "1")).unwrap(), first, "the same again");
        assert_eq!(attach(&project, &file("Прайс лист новый.pdf", "2")).unwrap(), "Прайс-лист-новый-2.pdf");
        assert_eq!(std::fs::read_to_string(project.join("media").join(&first)).unwrap(), "1");
        assert_eq!(attach(&project, &project.join("media").join(&first)).unwrap(), first);
        assert_eq!(attach(&project, &file("….jpg", "3")).unwrap(), "file.jpg");
        assert!(attach(&project, &away).is_err(), "a folder");
        let held = std::fs::read_dir(project.join("media")).unwrap().count();
        assert_eq!(held, 3, "nothing is left over");
    }
}
