//! What can go wrong on disk, in words that say what to do.

use super::staging::STAGING_DIR;
use crate::diag::{FileError, Words};
use std::io;
use std::path::{Path, PathBuf};

/// Why a folder could not be opened or saved. The files that were there are still there.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.words().en)]
pub enum FolderError {
    /// Nothing is there.
    NotFound(PathBuf),
    /// A file is there and not a folder.
    NotAFolder(PathBuf),
    /// A folder without `project.ron`.
    NotAProject(PathBuf),
    /// A new project would land among other files.
    NotEmpty(PathBuf),
    /// Files of a project live here, and others are to be written.
    Reserved(PathBuf),
    /// The system does not let us.
    Denied(PathBuf),
    /// No room on the disk, or the limit of a user or of a file is reached. Nothing was changed.
    Full(PathBuf),
    /// Somebody changed the files since they were read.
    ChangedOutside {
        /// The project folder.
        path: PathBuf,
        /// Paths inside it.
        files: Vec<String>,
    },
    /// Somebody stopped it. What was on the disk is there as it was.
    Stopped,
    /// Another Voronka saves into the folder at this moment.
    Busy(PathBuf),
    /// Something that is not ours stands where saving prepares its files.
    StagingTaken(PathBuf),
    /// What an interrupted save left cannot be understood.
    StagingDamaged(PathBuf),
    /// Everything is saved, but a file could not be put into its place; the next save does it.
    Unfinished {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// A file is not a project's.
    File(#[from] FileError),
    /// The project holds something that could not be read back; it was not saved.
    WouldNotOpen(FileError),
    /// The project would not be the same when read back; it was not saved.
    WouldDiffer,
    /// Anything else that the system says.
    Io {
        /// Where.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

impl FolderError {
    /// Sorts what the system says about a path.
    pub(super) fn at(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::NotFound => Self::NotFound(path),
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::Denied(path),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Self::Full(path)
            }
            _ => Self::Io { path, source },
        }
    }

    /// What is wrong and what to do.
    pub fn words(&self) -> Words {
        match self {
            Self::NotFound(path) => about(
                path,
                "ничего не найдено. Проверьте путь: папку могли перенести или переименовать.",
                "nothing is there. Check the path: the folder may have been moved or renamed.",
            ),
            Self::NotAFolder(path) => about(
                path,
                "это файл, а проект Voronka — папка. Выберите папку, в которой лежит project.ron.",
                "this is a file, and a Voronka project is a folder. Choose the folder that holds project.ron.",
            ),
            Self::NotAProject(path) => about(
                path,
                "это не папка проекта Voronka: в ней нет project.ron. Выберите другую папку или создайте проект.",
                "this is not a folder of a Voronka project: it holds no project.ron. Choose another folder or make a project.",
            ),
            Self::NotEmpty(path) => about(
                path,
                "папка не пуста. Для нового проекта выберите новую или пустую папку.",
                "the folder is not empty. Choose a new or empty folder for a new project.",
            ),
            Self::Reserved(path) => about(
                path,
                "здесь лежат файлы самого проекта: воронки, таблицы, тексты, тесты или медиа. Выберите другую папку, например export.",
                "files of the project itself live here: funnels, tables, texts, tests or media. Choose another folder, such as export.",
            ),
            Self::Denied(path) => about(
                beside_staging(path),
                "нет права на запись или чтение. Сохраните проект в другую папку или измените права.",
                "no permission to write or read. Save the project to another folder or change the permissions.",
            ),
            Self::Full(path) => about(
                beside_staging(path),
                "на диске нет места. Прежние файлы целы. Освободите место и сохраните ещё раз.",
                "the disk is full. The earlier files are intact. Make room and save again.",
            ),
            Self::File(error) => of_file(error),
            Self::Io { path, source } => about(
                path,
                &format!("не получилось: {source}. Проверьте диск и повторите."),
                &format!("it did not work: {source}. Check the disk and repeat."),
            ),
            _ => self.saving_words(),
        }
    }

    /// What can go wrong only when saving.
    fn saving_words(&self) -> Words {
        match self {
            Self::ChangedOutside { path, files } => {
                let list = files.join(", ");
                about(
                    path,
                    &format!(
                        "файлы изменились снаружи: {list}. Откройте проект заново или сохраните поверх."
                    ),
                    &format!("files were changed outside: {list}. Open the project again or save over them."),
                )
            }
            Self::Stopped => Words::new(
                "Остановлено: на диске всё как было.",
                "Stopped: everything on the disk is as it was.",
            ),
            Self::Busy(path) => about(
                path,
                "сюда сейчас сохраняет другая Voronka. Подождите и сохраните ещё раз.",
                "another Voronka is saving here. Wait and save again.",
            ),
            Self::StagingTaken(path) => about(
                path,
                "это место нужно для сохранения, а здесь лежит что-то чужое. Перенесите его и сохраните ещё раз.",
                "this place is needed for saving, and something else lies here. Move it away and save again.",
            ),
            Self::StagingDamaged(path) => about(
                path,
                "здесь след прерванного сохранения, и он повреждён. Возьмите проект из копии или удалите этот файл, чтобы открыть прежние файлы.",
                "an interrupted save left this, and it is damaged. Take the project from a copy, or delete this file to open the earlier files.",
            ),
            Self::Unfinished { path, source } => about(
                path,
                &format!(
                    "проект сохранён, но файл занят другой программой ({source}). Закройте её и сохраните ещё раз."
                ),
                &format!(
                    "the project is saved, but another program holds the file ({source}). Close it and save again."
                ),
            ),
            Self::WouldNotOpen(error) => {
                let words = of_file(error);
                Words::new(
                    format!(
                        "Проект не сохранён, прежние файлы целы. Его нельзя было бы открыть: {}",
                        words.ru
                    ),
                    format!(
                        "The project was not saved, the earlier files are intact. It could not be opened: {}",
                        words.en
                    ),
                )
            }
            _ => Words::new(
                "Проект не сохранён, прежние файлы целы: после открытия он был бы другим. Отмените последние изменения и сохраните ещё раз.",
                "The project was not saved, the earlier files are intact: it would open as a different one. Undo the last changes and save again.",
            ),
        }
    }
}

/// The project folder of a file that only saving knows; any other path as it is.
fn beside_staging(path: &Path) -> &Path {
    let staging = path.ancestors().find(|part| part.file_name().is_some_and(|name| name == STAGING_DIR));
    staging.and_then(Path::parent).unwrap_or(path)
}

fn about(path: &Path, ru: &str, en: &str) -> Words {
    Words::new(format!("{}: {ru}", path.display()), format!("{}: {en}", path.display()))
}

fn of_file(error: &FileError) -> Words {
    let FileError { place, message } = error;
    Words::new(format!("{place}: {}", message.ru), format!("{place}: {}", message.en))
}
