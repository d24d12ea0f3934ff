//! What happens to a project folder in a bad world: a clear error or an intact result, nothing lost, no panic.
//!
//! One table. Every row prepares a folder, does one thing to it and says what must come of it. Rows that need a
//! dying, limited or imprisoned process start this test program once more as a helper.
#![cfg_attr(not(unix), allow(unused))]

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use voronka::blocks::Registry;
use voronka::diag::Words;
use voronka::edit::build;
use voronka::file::{self, FILE_BYTES_MAX};
use voronka::folder::{self, Files, FolderError, Saving};
use voronka::model::*;

/// What a row does to its folder.
enum Does {
    /// Opens it; nothing on disk may change.
    Open,
    /// Opens the old project, lets the world change, saves the new one.
    Save,
    /// The same, told to overwrite.
    SaveOver,
    /// Makes a new project there.
    Create,
    /// Something of its own; `None` when this machine does not let it happen, which is said aloud.
    Own(fn(&Path) -> Option<Result<Project, Words>>),
}
use Does::{Create, Open, Own, Save, SaveOver};

/// A row: what it is, how the world changes, what is done, and the words or the project that must come out.
type Row = (&'static str, fn(&Path), Does, Result<fn() -> Project, &'static str>);

#[rustfmt::skip]
const TABLE: &[Row] = &[
    ("a whole project", |_| {}, Open, Ok(old)),
    ("project.ron cut in the middle", |at| cut(at, "project.ron"), Open, Err("project.ron:")),
    ("a funnel cut in the middle", |at| cut(at, "funnels/main.ron"), Open, Err("funnels/main.ron:")),
    ("the layout cut in the middle", |at| cut(at, "layout.ron"), Open, Err("layout.ron:")),
    ("garbage", |at| put(at, "funnels/main.ron", b"%$#@ \x07 ((("), Open, Err("funnels/main.ron:1:1")),
    ("not UTF-8", |at| put(at, "funnels/main.ron", b"(title: \"\xd0\xd0\")"), Open, Err("not UTF-8 text")),
    ("somebody else's RON", |at| put(at, "project.ron", b"(width: 5, height: 6)"), Open, Err("not a project file")),
    ("JSON", |at| put(at, "project.ron", br#"{"format": 1}"#), Open, Err("not a project file")),
    ("a zip", |at| put(at, "project.ron", b"PK\x03\x04\x14\0\0\0\x08\0\xff\xfe"), Open, Err("not UTF-8 text")),
    ("a newer format", |at| put(at, "project.ron", b"(format: 7, what: <new>)"), Open, Err("newer version")),
    ("a newer format saved over", |at| put(at, "project.ron", b"(format: 7)"), Save, Err("changed outside")),
    ("an empty file", |at| put(at, "project.ron", b""), Open, Err("is empty")),
    ("a file of spaces", |at| put(at, "funnels/main.ron", b" \n \n"), Open, Err("is empty")),
    ("an empty folder", empty, Open, Err("holds no project.ron")),
    ("no folder", |at| fs::remove_dir_all(at).unwrap(), Open, Err("nothing is there")),
    ("a file where the folder should be", file_instead, Open, Err("this is a file")),
    ("a folder where project.ron should be", |at| folder_instead(at, "project.ron"), Open, Err("it did not work")),
    ("a folder where a funnel should be", |at| folder_instead(at, "funnels/main.ron"), Open, Err("it did not work")),
    ("a file where funnels should be", funnels_file, Open, Err("no file funnels/main.ron")),
    ("a funnel lost", |at| fs::remove_file(at.join("funnels/main.ron")).unwrap(), Open, Err("no file funnels/main.ron")),
    ("a funnel too many", |at| put(at, "funnels/extra.ron", b"(title: \"\")"), Open, Err("funnels/extra.ron")),
    ("a file beyond the limit", too_large, Open, Err("too large")),
    ("10,000 blocks", |at| refill(at, &huge()), Open, Ok(huge)),
    ("a save killed while preparing", |at| interrupted(at, &["project.ron"], false, &[]), Open, Ok(old)),
    ("a save killed right after its commit", |at| interrupted(at, ALL, true, &[]), Open, Ok(new)),
    ("a save killed between two files", |at| interrupted(at, ALL, true, &["project.ron"]), Open, Ok(new)),
    ("a save killed before its end", |at| interrupted(at, ALL, true, ALL), Open, Ok(new)),
    ("a commit cut off", |at| put(at, ".voronka-save/commit", b"voronka save 1\nput pro"), Open, Err("interrupted save")),
    ("a commit that would remove other files", |at| put(at, ".voronka-save/commit", b"voronka save 1\ndrop ../x\nend\n"), Open, Err("interrupted save")),
    ("saving in peace", |_| {}, Save, Ok(new)),
    ("saving after a save killed while preparing", |at| interrupted(at, &["project.ron"], false, &[]), Save, Ok(new)),
    ("saving after a save killed between two files", |at| interrupted(at, ALL, true, &["project.ron"]), SaveOver, Ok(new)),
    ("saving over a change from outside", |at| put(at, "layout.ron", b"(blocks: {})"), Save, Err("layout.ron")),
    ("saving over a change when told to", |at| put(at, "layout.ron", b"(blocks: {})"), SaveOver, Ok(new)),
    ("saving where the folder is gone", |at| fs::remove_dir_all(at).unwrap(), Save, Err("nothing is there")),
    ("saving where its place is taken", |at| put(at, ".voronka-save", b"mine"), Save, Err("needed for saving")),
    ("saving where funnels is a file", funnels_file, SaveOver, Err("this is a file")),
    ("creating in an empty folder", empty, Create, Ok(new)),
    ("creating where nothing is", |at| fs::remove_dir_all(at).unwrap(), Create, Ok(new)),
    ("creating among other files", |_| {}, Create, Err("not empty")),
    ("creating where a save was killed before it counted", half_made, Create, Ok(new)),
    ("creating where a file cannot get its place", empty, Own(create_obstructed), Err("it did not work")),
    ("creating over a file", file_instead, Create, Err("this is a file")),
    ("saving what could not be opened", |_| {}, Own(save_dangling), Err("earlier files are intact")),
    ("saving elsewhere", |_| {}, Own(save_elsewhere), Ok(new)),
    ("saving into its own media", |_| {}, Own(save_into_media), Err("files of the project itself live here")),
    ("two programs saving at once", |_| {}, Own(save_beside_another), Err("another Voronka")),
    #[cfg(unix)]
    ("a folder without the right to write", |_| {}, Own(save_without_right), Err("no permission")),
    #[cfg(unix)]
    ("a file size limit", |_| {}, Own(save_limited), Err("disk is full")),
    #[cfg(target_os = "linux")]
    ("a full disk", |_| {}, Own(save_on_full_disk), Err("disk is full")),
    #[cfg(target_os = "linux")]
    ("a read-only disk", |_| {}, Own(save_on_read_only_disk), Err("no permission")),
    #[cfg(unix)]
    ("a kill in the middle of saving", |_| {}, Own(save_and_be_killed), Ok(new)),
];

#[test]
fn whatever_happens_to_a_folder_gives_clear_words_or_an_intact_project() {
    for (name, world, does, expected) in TABLE {
        let home = tempfile::tempdir().unwrap();
        let at = &home.path().join("проект");
        refill(at, &old());
        for (path, bytes) in OTHERS {
            put(at, path, bytes);
        }
        let opened = folder::open(at, &Registry).unwrap();
        world(at);
        let before = tree(at);
        let since = Some(&opened.fingerprint);
        let done = match does {
            Open => folder::open(at, &Registry).map(|opened| opened.project).map_err(|error| error.words()),
            Save => folder::save(at, &new(), &Registry, since)
                .map(|_| reopened(at))
                .map_err(|error| error.words()),
            SaveOver => {
                folder::save(at, &new(), &Registry, None).map(|_| reopened(at)).map_err(|error| error.words())
            }
            Create => {
                folder::create(at, &new(), &Registry).map(|_| reopened(at)).map_err(|error| error.words())
            }
            Own(own) => match own(at) {
                Some(done) => done,
                None => {
                    println!("not tried on this machine: {name}");
                    continue;
                }
            },
        };
        let after = tree(at);
        match (done, expected) {
            (Ok(project), Ok(version)) => assert!(project == version(), "{name}: another project came out"),
            (Err(words), Err(says)) => {
                assert!(words.en.contains(says), "{name}: {}", words.en);
                assert!(
                    words.ru.chars().filter(|c| matches!(c, 'а'..='я')).count() > 5,
                    "{name}: {}",
                    words.ru
                );
                assert_eq!(before, after, "{name}: a refusal changed files");
            }
            (Ok(_), Err(says)) => panic!("{name}: no word of “{says}”"),
            (Err(words), Ok(_)) => panic!("{name}: {}", words.en),
        }
        if matches!(does, Open) {
            assert_eq!(before, after, "{name}: opening changed files");
        }
        if matches!(does, Save | SaveOver) && expected.is_ok() {
            assert!(!at.join(".voronka-save").exists(), "{name}: the save left something behind");
            for (path, bytes) in OTHERS {
                assert_eq!(after.get(*path).map(Vec::as_slice), Some(*bytes), "{name}: {path} was touched");
            }
        }
    }
}

#[test]
fn saving_writes_only_what_changed() {
    let home = tempfile::tempdir().unwrap();
    let at = &home.path().join("p");
    let first = folder::create(at, &old(), &Registry).unwrap();
    let times = |path: &str| fs::metadata(at.join(path)).unwrap().modified().unwrap();
    let long_ago = std::time::UNIX_EPOCH + Duration::from_secs(1_000_000);
    for path in ["project.ron", "layout.ron", "funnels/main.ron"] {
        fs::File::options().write(true).open(at.join(path)).unwrap().set_modified(long_ago).unwrap();
    }
    let mut moved = old();
    build::move_blocks(&[(BlockId(1), Pos(5, 5))]).apply(&mut moved).unwrap();
    let second = folder::save(at, &moved, &Registry, Some(&first)).unwrap();
    assert!(times("layout.ron") > long_ago);
    assert_eq!((times("project.ron"), times("funnels/main.ron")), (long_ago, long_ago));
    assert_eq!(folder::fingerprint(at).unwrap(), second);
    assert_ne!(first, second);
}

#[test]
fn what_would_not_open_is_not_saved_though_the_rest_is_known() {
    let home = tempfile::tempdir().unwrap();
    let at = &home.path().join("p");
    let (base, tests) = (old(), Files::new());
    let seen = folder::create(at, &base, &Registry).unwrap();
    let saving = Saving { tests: &tests, base: Some(&base), step: &folder::to_the_end };
    let mut bad = base.clone();
    let block = bad.funnels[0].blocks.get_mut(&BlockId(1)).unwrap();
    block.props.insert("no_such_property".to_owned(), Prop::Flag(true));
    let refused = folder::save_step(at, &bad, &Registry, Some(&seen), &saving);
    assert!(matches!(refused, Err(FolderError::WouldNotOpen(_))), "{refused:?}");
    assert_eq!(reopened(at), base);
    let mut good = base.clone();
    build::set_title(&good, BlockId(1), "Вход".to_owned()).apply(&mut good).unwrap();
    folder::save_step(at, &good, &Registry, Some(&seen), &saving).unwrap();
    assert_eq!(reopened(at), good);
}

#[test]
fn media_and_tests_are_listed_and_never_outside_the_folder() {
    let home = tempfile::tempdir().unwrap();
    let at = home.path();
    put(at, "media/a.png", b"12345");
    put(at, "media/б/в.pdf", b"123");
    for of_programs in ["media/.DS_Store", "media/.voronka-Ab12", "media/.thumbs/a.png"] {
        put(at, of_programs, b"1");
    }
    put(at, "tests/b.chat", b"");
    put(at, "tests/a.chat", b"");
    put(at, "tests/notes.txt", b"");
    put(at, "secret", b"1");
    let media = folder::media(at).unwrap();
    assert_eq!(media, [("a.png".to_owned(), 5), ("б/в.pdf".to_owned(), 3)].into());
    assert_eq!(folder::tests(at).unwrap(), [at.join("tests/a.chat"), at.join("tests/b.chat")]);
    assert_eq!(folder::media_size(at, "б/в.pdf"), Some(3));
    for name in ["../secret", "", "б", "no.png", "/etc/hostname"] {
        assert_eq!(folder::media_size(at, name), None, "{name}");
    }
    assert_eq!(folder::media(&at.join("media")).unwrap(), BTreeMap::new());
}

const ALL: &[&str] = &[
    "project.ron",
    "layout.ron",
    "funnels/main.ron",
    "funnels/second.ron",
    "tables/menu.csv",
    "texts/en.ron",
];
/// Files of others in the folder.
const OTHERS: &[(&str, &[u8])] = &[
    ("media/a.png", b"\x89PNG"),
    ("tests/a.chat", b"# chat"),
    ("README.md", b"mine"),
    (".git/HEAD", b"ref"),
    ("funnels/notes.txt", b"mine"),
];

/// The project that is on disk first: funnels `main` and `first`.
fn old() -> Project {
    let mut project = Project::new("Старый");
    build::add_funnel(&project, "first").0.apply(&mut project).unwrap();
    let (add, _) = build::add_block(&project, &FunnelName("main".into()), Block::new("entry"), Pos(0, 0));
    add.apply(&mut project).unwrap();
    project.tables.push(table("prices"));
    project
}

fn table(name: &str) -> Table {
    Table { name: name.into(), columns: vec!["код".into()], rows: vec![vec!["1".into()]] }
}

/// The project that is saved over it: every file differs, `first` and the table `prices` are gone, `second` and
/// another table and language have come.
fn new() -> Project {
    let mut project = old();
    project.title = "Новый".into();
    build::remove_funnel(&project, &FunnelName("first".into())).apply(&mut project).unwrap();
    build::add_funnel(&project, "second").0.apply(&mut project).unwrap();
    let mut message = Block::new("message");
    message.props.insert("text".into(), Prop::Text("Много букв. ".repeat(10_000)));
    let (add, _) = build::add_block(&project, &FunnelName("main".into()), message, Pos(300, 0));
    add.apply(&mut project).unwrap();
    project.tables = vec![table("menu")];
    project.layers.push(Layer {
        name: "en".into(),
        texts: [("2.text".into(), "Hi".into())].into(),
        ..Layer::default()
    });
    project
}

fn huge() -> Project {
    let mut project = old();
    let funnel = &mut project.funnels[0];
    for number in 1..=10_000 {
        let mut block = Block::new("message");
        block.props.insert(
            "text".into(),
            Prop::Text(format!("Сообщение {number}\n{{{{ имя | друг }}}}, как дела?")),
        );
        block.exits.insert(Exit::next(), BlockId(number % 10_000 + 1));
        funnel.blocks.insert(BlockId(number), block);
        project.layout.blocks.insert(BlockId(number), Pos(number as i32, -5));
    }
    project.next_block = 10_001;
    project
}

fn reopened(at: &Path) -> Project {
    folder::open(at, &Registry).unwrap().project
}

fn put(at: &Path, path: &str, bytes: &[u8]) {
    let path = at.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Writes the files of a project the plain way.
fn refill(at: &Path, project: &Project) {
    for (path, bytes) in file::write(project, &Registry) {
        put(at, &path, &bytes);
    }
}

fn empty(at: &Path) {
    fs::remove_dir_all(at).unwrap();
    fs::create_dir(at).unwrap();
}

fn cut(at: &Path, path: &str) {
    let bytes = fs::read(at.join(path)).unwrap();
    put(at, path, &bytes[..bytes.len() / 2]);
}

fn file_instead(at: &Path) {
    fs::remove_dir_all(at).unwrap();
    fs::write(at, b"a file").unwrap();
}

fn folder_instead(at: &Path, path: &str) {
    fs::remove_file(at.join(path)).unwrap();
    fs::create_dir(at.join(path)).unwrap();
}

fn funnels_file(at: &Path) {
    fs::remove_dir_all(at.join("funnels")).unwrap();
    put(at, "funnels", b"a file");
}

fn too_large(at: &Path) {
    let file = fs::File::create(at.join("funnels/main.ron")).unwrap();
    file.set_len(FILE_BYTES_MAX + 1).unwrap();
}

/// What a kill leaves of a save of [`new`]: prepared files, perhaps a commit, some files already in place.
fn interrupted(at: &Path, prepared: &[&str], committed: bool, placed: &[&str]) {
    let files = file::write(&new(), &Registry);
    for path in prepared {
        let part = if placed.contains(path) { String::new() } else { ".voronka-save/".to_owned() };
        put(at, &format!("{part}{path}"), &files[*path]);
    }
    if committed {
        let puts: String = prepared.iter().map(|path| format!("put {path}\n")).collect();
        let commit = format!("voronka save 1\n{puts}drop funnels/first.ron\ndrop tables/prices.csv\nend\n");
        put(at, ".voronka-save/commit", commit.as_bytes());
    }
}

/// Every file below a folder, or the one file; bytes of files too large to be a project's left out.
fn tree(at: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![at.to_owned()];
    if at.is_file() {
        return [(String::new(), fs::read(at).unwrap())].into();
    }
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(at).unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if fs::metadata(&path).unwrap().len() < 10 << 20 {
                files.insert(name, fs::read(&path).unwrap());
            } else {
                files.insert(name, Vec::new());
            }
        }
    }
    files
}

fn save_dangling(at: &Path) -> Option<Result<Project, Words>> {
    let mut project = old();
    project.funnels[0].blocks.get_mut(&BlockId(1)).unwrap().exits.insert(Exit::next(), BlockId(55));
    Some(folder::save(at, &project, &Registry, None).map(|_| project).map_err(|error| error.words()))
}

fn save_elsewhere(at: &Path) -> Option<Result<Project, Words>> {
    let to = at.join("../другая/папка");
    folder::save_as(at, &to, &new(), &Registry).unwrap();
    assert_eq!(fs::read(to.join("media/a.png")).unwrap(), b"\x89PNG");
    assert_eq!(fs::read(to.join("tests/a.chat")).unwrap(), b"# chat");
    assert!(!to.join("README.md").exists() && !to.join(".git").exists());
    assert!(matches!(folder::save_as(at, &to, &old(), &Registry), Err(FolderError::NotEmpty(_))));
    assert_eq!(reopened(at), old());
    Some(Ok(reopened(&to)))
}

fn save_into_media(at: &Path) -> Option<Result<Project, Words>> {
    let to = at.join("media/copies/new");
    Some(folder::save_as(at, &to, &new(), &Registry).map(|_| reopened(&to)).map_err(|error| error.words()))
}

/// What a kill leaves of a new project that was being prepared.
fn half_made(at: &Path) {
    empty(at);
    put(at, ".voronka-save/project.ron", b"(format");
    put(at, ".voronka-save/lock", b"");
}

/// Somebody else puts a folder in the place of a file at the last moment.
fn create_obstructed(at: &Path) -> Option<Result<Project, Words>> {
    let media = BTreeMap::from([("media/a.png".to_owned(), b"\x89PNG".to_vec())]);
    let obstruct = |done, all| done < all || fs::create_dir(at.join("project.ron")).is_ok();
    let done = folder::create_with(at, &new(), &Registry, &media, &obstruct);
    fs::remove_dir(at.join("project.ron")).unwrap();
    assert!(fs::read_dir(at).unwrap().next().is_none(), "nothing is left over and the next try may go on");
    Some(done.map(|_| reopened(at)).map_err(|error| error.words()))
}

fn save_beside_another(at: &Path) -> Option<Result<Project, Words>> {
    let staging = at.join(".voronka-save");
    fs::create_dir(&staging).unwrap();
    let lock = fs::File::create(staging.join("lock")).unwrap();
    lock.lock().unwrap();
    let done = folder::save(at, &new(), &Registry, None);
    fs::remove_dir_all(staging).unwrap();
    Some(done.map(|_| reopened(at)).map_err(|error| error.words()))
}

/// The folder belongs to us and nobody may write into it; root, whom permissions do not bind, becomes nobody.
#[cfg(unix)]
fn save_without_right(at: &Path) -> Option<Result<Project, Words>> {
    use std::os::unix::fs::PermissionsExt;
    let allow = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    allow(at.parent().unwrap(), 0o755);
    allow(at, 0o555);
    let is_root = fs::create_dir(at.join("probe")).and_then(|()| fs::remove_dir(at.join("probe"))).is_ok();
    let become_nobody =
        "exec setpriv --reuid=65534 --regid=65534 --clear-groups \"$0\" --exact helper_process --nocapture";
    let done = helped(at, helper(at, "save once", if is_root { become_nobody } else { "" }));
    allow(at, 0o755);
    done
}

/// This test program once more, doing what the variable says; `before` runs in the same shell.
fn helper(at: &Path, does: &str, before: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("{before}\nexec \"$0\" --exact helper_process --nocapture")]);
    command.arg(std::env::current_exe().unwrap());
    command.env("VORONKA_HELPER", does).env("VORONKA_HELPER_FOLDER", at);
    command.stdout(Stdio::piped()).stderr(Stdio::null()).stdin(Stdio::null());
    command
}

/// The result of a helper that saves once.
fn helped(at: &Path, mut command: Command) -> Option<Result<Project, Words>> {
    let out = command.output().unwrap();
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    let line =
        |head: &str| text.lines().find_map(|line| line.split_once(head)).map(|(_, rest)| rest.to_owned());
    match (line("SAVED"), line("REFUSED-RU "), line("REFUSED-EN ")) {
        (Some(_), _, _) => Some(Ok(reopened(at))),
        (None, Some(ru), Some(en)) => Some(Err(Words::new(ru, en))),
        _ => None,
    }
}

/// Does nothing unless it is started by a row of the table.
#[test]
fn helper_process() {
    let (Some(does), Some(at)) =
        (std::env::var_os("VORONKA_HELPER"), std::env::var_os("VORONKA_HELPER_FOLDER"))
    else {
        return;
    };
    let at = Path::new(&at);
    if does == "save once" {
        match folder::save(at, &new(), &Registry, None) {
            Ok(_) => println!("\nSAVED"),
            Err(error) => println!("\nREFUSED-RU {}\nREFUSED-EN {}", error.words().ru, error.words().en),
        }
        return;
    }
    loop {
        for project in [new(), old()] {
            folder::save(at, &project, &Registry, None).unwrap();
            println!("\nSAVED");
        }
    }
}

#[cfg(unix)]
fn save_limited(at: &Path) -> Option<Result<Project, Words>> {
    // Files of at most 32 KiB; a write beyond fails instead of ending the process.
    let limit = "trap '' XFSZ; ulimit -f 64";
    helped(at, helper(at, "save once", limit))
}

/// Saves on a small disk of its own inside a private mount namespace, then copies the disk back over the folder.
#[cfg(target_os = "linux")]
fn save_in_prison(at: &Path, remount: &str) -> Option<Result<Project, Words>> {
    let disk = at.with_file_name("disk");
    let copy = at.with_file_name("copy");
    fs::create_dir_all(&disk).unwrap();
    let inner = format!(
        "mount -t tmpfs -o size=128k tmpfs \"$1\" && cp -R \"$2\"/. \"$1\" && {remount} \
         \"$0\" --exact helper_process --nocapture; cp -R \"$1\" \"$3\""
    );
    let mut command = Command::new("unshare");
    command.args(["-rm", "sh", "-c", &inner]).arg(std::env::current_exe().unwrap());
    command.args([&disk, at, &copy]).env("VORONKA_HELPER", "save once").env("VORONKA_HELPER_FOLDER", &disk);
    command.stderr(Stdio::null()).stdin(Stdio::null());
    let possible =
        Command::new("unshare").args(["-rm", "true"]).status().is_ok_and(|status| status.success());
    let done = possible.then(|| helped(at, command)).flatten()?;
    assert_eq!(tree(&copy), tree(at), "the small disk holds what it held");
    Some(done)
}

#[cfg(target_os = "linux")]
fn save_on_full_disk(at: &Path) -> Option<Result<Project, Words>> {
    save_in_prison(at, "")
}

#[cfg(target_os = "linux")]
fn save_on_read_only_disk(at: &Path) -> Option<Result<Project, Words>> {
    save_in_prison(at, "mount -o remount,ro \"$1\" &&")
}

/// Kills a process that saves the old and the new project in turn, again and again at another moment.
#[cfg(unix)]
fn save_and_be_killed(at: &Path) -> Option<Result<Project, Words>> {
    let (mut olds, mut news, mut interrupted) = (0, 0, 0);
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..40 {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let mut child = helper(at, "save forever", "").spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let saves = 1 + random % 3;
        for _ in 0..saves {
            while !lines.next().expect("the helper saves until it is killed").unwrap().contains("SAVED") {}
        }
        let kill_at = Instant::now() + Duration::from_micros(random / 7 % 20_000);
        while Instant::now() < kill_at {
            std::hint::spin_loop();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        interrupted += usize::from(at.join(".voronka-save").exists());
        let project = reopened(at);
        assert!(project == old() || project == new(), "neither the old project nor the new one");
        if project == old() {
            olds += 1
        } else {
            news += 1
        }
        for (path, bytes) in OTHERS {
            assert_eq!(fs::read(at.join(path)).unwrap(), *bytes, "{path}");
        }
    }
    println!(
        "killed while saving: {olds} times the old project, {news} the new; {interrupted} saves were cut short"
    );
    folder::save(at, &new(), &Registry, None).unwrap();
    assert!(!at.join(".voronka-save").exists());
    Some(Ok(reopened(at)))
}
