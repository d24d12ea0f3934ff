//! Versions of a project that git remembers: asked of the program `git`, which reads and never writes here.

use super::{Files, is_ours};
use crate::diag::{FileError, Words};
use crate::file;
use crate::model::{Catalog, Project};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// A commit that touched a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Commit {
    /// Its full name.
    pub id: String,
    /// When, milliseconds since 1970.
    pub at: i64,
    /// Who.
    pub author: String,
    /// The first line of what was said.
    pub subject: String,
    /// Tags and branches that stand at it.
    pub names: Vec<String>,
}

impl Commit {
    /// The name as people write it.
    pub fn short(&self) -> &str {
        self.id.get(..8).unwrap_or(&self.id)
    }
}

/// Why git gives no version.
#[derive(Debug, thiserror::Error)]
pub enum GitError {
    /// There is no program of that name.
    #[error("git is not installed")]
    NoGit,
    /// The folder is in no repository.
    #[error("the folder is in no git repository")]
    NoRepository,
    /// Nothing is called so there.
    #[error("git knows no version {0}")]
    NoRevision(String),
    /// The project was not there yet.
    #[error("version {0} has no project in this folder")]
    NoProject(String),
    /// git stopped with these words.
    #[error("git says: {0}")]
    Refused(String),
    /// The project of that version cannot be read.
    #[error(transparent)]
    File(#[from] FileError),
}

impl GitError {
    /// What happened and what to do, for people.
    pub fn words(&self) -> Words {
        match self {
            Self::NoGit => Words::new(
                "Программа git не установлена, поэтому сравнить с её версиями нельзя. Можно сравнить с другой папкой.",
                "The program git is not installed, so there are no versions of it to compare with. Another folder can \
                 be compared.",
            ),
            Self::NoRepository => Words::new(
                "Папка проекта не хранится в git. Можно сравнить с сохранённым, с историей или с другой папкой.",
                "The folder of the project is not kept in git. The saved version, the history or another folder can \
                 be compared.",
            ),
            Self::NoRevision(rev) => Words::new(
                format!("git не знает версии «{rev}». Список версий покажет: git log --oneline"),
                format!("git knows no version “{rev}”. This lists the versions: git log --oneline"),
            ),
            Self::NoProject(rev) => Words::new(
                format!("В версии «{rev}» этого проекта ещё нет. Выберите более позднюю."),
                format!("In version “{rev}” this project is not there yet. Choose a later one."),
            ),
            Self::Refused(said) => Words::new(format!("git отвечает: {said}"), format!("git says: {said}")),
            Self::File(error) => Words::new(
                format!("Проект той версии не читается: {}: {}", error.place, error.message.ru),
                format!("The project of that version cannot be read: {}: {}", error.place, error.message.en),
            ),
        }
    }
}

/// The last commits that touched the files of a project, newest first.
pub fn commits(path: &Path, most: usize) -> Result<Vec<Commit>, GitError> {
    let most = format!("--max-count={most}");
    let form = "--format=%H%x1f%ct%x1f%an%x1f%s%x1f%D%x1e";
    let ours = ["project.ron", "layout.ron", "funnels", "tables", "texts"];
    let mut args = vec!["log", &most, form, "--decorate=full", "--no-color", "--no-show-signature", "--"];
    args.extend(ours);
    let said = match git(path, &args, None) {
        // A repository without a commit has no log; anything else that git says is for the author to read.
        Err(GitError::Refused(why)) if why.contains("does not have any commits yet") => Vec::new(),
        said => said?,
    };
    let said = String::from_utf8_lossy(&said);
    let commit = |record: &str| {
        let mut parts = record.trim_start_matches('\n').split('\u{1f}');
        let (id, at) = (parts.next()?.to_owned(), parts.next()?.parse::<i64>().ok()?);
        let (author, subject) = (parts.next()?.to_owned(), parts.next()?.to_owned());
        let names = parts.next().unwrap_or_default().split(", ").filter_map(name_of).collect();
        Some(Commit { id, at: at.saturating_mul(1000), author, subject, names })
    };
    Ok(said.split('\u{1e}').filter_map(commit).collect())
}

/// What people call a tag or a branch that git tells as `tag: refs/tags/v1.0` or `HEAD -> refs/heads/main`.
fn name_of(told: &str) -> Option<String> {
    let full = told.trim_start_matches("HEAD -> ").trim_start_matches("tag: ");
    let name =
        ["refs/tags/", "refs/heads/", "refs/remotes/"].iter().find_map(|kind| full.strip_prefix(kind))?;
    // The branch that a remote begins with stands there under its own name, too.
    (!name.ends_with("/HEAD")).then(|| name.to_owned())
}

/// The project in a folder as it was in a revision: a commit, a branch, `HEAD~3`.
pub fn project_at(path: &Path, revision: &str, catalog: &dyn Catalog) -> Result<Project, GitError> {
    let wanted = format!("{revision}^{{commit}}");
    let found = git(path, &["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted], None);
    let id = match found {
        Ok(id) => String::from_utf8_lossy(&id).trim().to_owned(),
        Err(GitError::Refused(_)) => return Err(GitError::NoRevision(revision.to_owned())),
        Err(error) => return Err(error),
    };
    let listed = git(path, &["ls-tree", "-r", "-z", &id, "."], None)?;
    let listed = String::from_utf8_lossy(&listed).into_owned();
    // A link or a submodule is no file of a project.
    let entry = |line: &'_ str| {
        let (about, name) = line.split_once('\t')?;
        let mut about = about.split(' ');
        let (mode, kind, blob) = (about.next()?, about.next()?, about.next()?);
        (kind == "blob" && mode != "120000" && is_ours(name)).then(|| (name.to_owned(), blob.to_owned()))
    };
    let wanted: Vec<(String, String)> = listed.split('\0').filter_map(entry).collect();
    if wanted.iter().all(|(name, _)| name != file::PROJECT_FILE) {
        return Err(GitError::NoProject(revision.to_owned()));
    }
    let asked: String = wanted.iter().map(|(_, blob)| format!("{blob}\n")).collect();
    let bytes = git(path, &["cat-file", "--batch"], Some(asked))?;
    Ok(file::read(&contents(wanted, &bytes), catalog)?)
}

/// Takes the answer of `git cat-file --batch` apart: a line with the length, then so many bytes and a line end.
fn contents(wanted: Vec<(String, String)>, mut bytes: &[u8]) -> Files {
    let mut files = Files::new();
    for (name, _) in wanted {
        let Some(end) = bytes.iter().position(|byte| *byte == b'\n') else { break };
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        bytes = &bytes[end + 1..];
        let Some(len) = head.rsplit(' ').next().and_then(|len| len.parse::<usize>().ok()) else { continue };
        files.insert(name, bytes[..len.min(bytes.len())].to_vec());
        bytes = &bytes[(len + 1).min(bytes.len())..];
    }
    files
}

/// Asks git in a folder; gives what it says.
fn git(path: &Path, args: &[&str], input: Option<String>) -> Result<Vec<u8>, GitError> {
    let mut command = Command::new("git");
    command.arg("--no-pager").arg("-C").arg(path).args(args);
    command.env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C").env("GIT_TERMINAL_PROMPT", "0");
    command.stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() });
    let spawned = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = spawned.map_err(|_| GitError::NoGit)?;
    // Fed from beside, so that neither waits for the other with a full pipe.
    let feeder = child.stdin.take().zip(input).map(|(mut pipe, text)| {
        std::thread::spawn(move || {
            // git that has gone says why itself.
            let _ = pipe.write_all(text.as_bytes());
        })
    });
    let mut said = Vec::new();
    let read = child.stdout.take().map(|mut out| out.read_to_end(&mut said));
    let done = child.wait_with_output();
    let _ = feeder.map(std::thread::JoinHandle::join);
    match (read.transpose(), done) {
        (Ok(_), Ok(done)) if done.status.success() => Ok(said),
        (Ok(_), Ok(done)) => {
            let why = String::from_utf8_lossy(&done.stderr).trim().to_owned();
            let outside = why.contains("not a git repository");
            Err(if outside { GitError::NoRepository } else { GitError::Refused(why) })
        }
        (Err(error), _) | (_, Err(error)) => Err(GitError::Refused(error.to_string())),
    }
}
