//! The program itself, run as people and scripts run it, on copies of the sample projects.

#[path = "support/samples.rs"]
mod samples;

use samples::{copy, sample};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// What a run brought.
struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

fn program(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_voronka"));
    command.current_dir(folder).args(args).env("LC_ALL", "ru_RU.UTF-8");
    for name in
        ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "VORONKA_TELEGRAM_TOKEN", "LANG", "LC_MESSAGES"]
    {
        command.env_remove(name);
    }
    command
}

fn finish(mut command: Command, input: &str) -> Run {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A program that does not read its input may be over before it is written.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn run(folder: &Path, args: &[&str]) -> Run {
    let run = finish(program(folder, args), "");
    assert!(!run.err.contains("panicked"), "{args:?}: {}", run.err);
    run
}

/// A folder with copies of the sample projects.
fn place() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["checklist", "pizza", "reference"] {
        copy(&sample(name), &folder.path().join(name));
    }
    folder
}

fn replace(file: &Path, old: &str, new: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(old), "{} has no {old}", file.display());
    fs::write(file, text.replace(old, new)).unwrap();
}

fn json(run: &Run) -> serde_json::Value {
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}\n{}\n{}", run.out, run.err))
}

#[test]
fn the_sample_projects_pass_their_tests_and_have_no_findings() {
    let place = place();
    let tested = run(place.path(), &["test", "checklist", "pizza", "reference"]);
    assert_eq!(tested.code, Some(0), "{}{}", tested.out, tested.err);
    assert!(tested.out.ends_with("иначе: 0\n"), "{}", tested.out);
    for name in ["checklist", "pizza"] {
        let checked = run(place.path(), &["check", name]);
        assert_eq!((checked.code, checked.out.as_str()), (Some(0), "замечаний нет\n"), "{name}");
    }
    let conversations = json(&run(place.path(), &["test", "checklist", "pizza", "--json"]));
    for project in conversations["projects"].as_array().unwrap() {
        assert!(project["conversations"].as_array().unwrap().len() >= 6);
    }
}

#[test]
fn a_changed_text_fails_the_test_with_a_difference_that_shows_where() {
    let place = place();
    replace(
        &place.path().join("checklist/funnels/main.ron"),
        "Завтра пришлю разбор.",
        "Завтра пришлю подробный разбор.",
    );
    let tested = run(place.path(), &["test", "checklist"]);
    assert_eq!(tested.code, Some(1));
    let file = place.path().join("checklist/tests/01-qr-i-razbor.chat");
    let line =
        fs::read_to_string(file).unwrap().lines().position(|l| l.contains("Завтра пришлю разбор")).unwrap()
            + 1;
    assert!(
        tested.out.contains(&format!("✗ tests/01-qr-i-razbor.chat:{line}  Приходит по QR")),
        "{}",
        tested.out
    );
    assert!(tested.out.contains("(− записано, + отвечает теперь)"));
    assert!(
        tested.out.contains(&format!("{line:>6} −   Держите! Завтра пришлю разбор.\n")),
        "{}",
        tested.out
    );
    assert!(tested.out.contains("       +   Держите! Завтра пришлю подробный разбор.\n"));
    assert!(tested.out.contains("> [Получить чек-лист]\n"), "the input before the change is shown");

    let machine = json(&run(place.path(), &["test", "checklist", "--json"]));
    assert!(machine["failed"].as_u64().unwrap() > 0);
    let first = &machine["projects"][0]["conversations"][0];
    assert_eq!((&first["passed"], &first["line"]), (&false.into(), &line.into()));

    let blessed = run(place.path(), &["test", "checklist", "--bless"]);
    assert_eq!(blessed.code, Some(0), "{}", blessed.out);
    assert!(blessed.out.contains("записан заново"));
    assert_eq!(run(place.path(), &["test", "checklist"]).code, Some(0));
}

#[test]
fn recording_anew_changes_nothing_in_conversations_that_pass() {
    let place = place();
    assert_eq!(run(place.path(), &["test", "checklist", "pizza", "reference", "--bless"]).code, Some(0));
    for name in ["checklist", "pizza", "reference"] {
        for entry in fs::read_dir(sample(name).join("tests")).unwrap().map(Result::unwrap) {
            let ours = place.path().join(name).join("tests").join(entry.file_name());
            assert_eq!(fs::read(entry.path()).unwrap(), fs::read(&ours).unwrap(), "{}", ours.display());
        }
    }
}

#[test]
fn recording_anew_never_changes_what_the_author_expects_of_the_subscriber() {
    let place = place();
    let chat = place.path().join("pizza/tests/01-pervyy-zakaz.chat");
    replace(&chat, "? заказов = 1", "? заказов = 2");
    let before = fs::read(&chat).unwrap();
    let blessed = run(place.path(), &["test", "pizza", "--bless"]);
    assert_eq!(blessed.code, Some(1), "{}", blessed.out);
    assert!(blessed.out.contains("? заказов = 1"), "{}", blessed.out);
    assert_eq!(fs::read(&chat).unwrap(), before);
}

#[test]
fn a_conversation_that_cannot_be_played_names_its_line() {
    let place = place();
    let chat = place.path().join("pizza/tests/01-pervyy-zakaz.chat");
    replace(&chat, "> [Заказать]", "> [Закзать]");
    let tested = run(place.path(), &["test", "pizza"]);
    assert_eq!(tested.code, Some(1));
    let line = fs::read_to_string(&chat).unwrap().lines().position(|l| l == "> [Закзать]").unwrap() + 1;
    assert!(
        tested.out.contains(&format!("tests/01-pervyy-zakaz.chat:{line}: кнопки «Закзать» нет")),
        "{}",
        tested.out
    );
    assert!(tested.out.contains("в последнем есть: Заказать, Другую"), "{}", tested.out);

    let before = fs::read(&chat).unwrap();
    assert_eq!(run(place.path(), &["test", "pizza", "--bless"]).code, Some(1));
    assert_eq!(fs::read(&chat).unwrap(), before, "a broken conversation is left for its author");

    fs::write(&chat, "что-то своё\n").unwrap();
    let tested = run(place.path(), &["test", "pizza"]);
    assert!(tested.out.contains("tests/01-pervyy-zakaz.chat:1: строка начинается с «ч»"), "{}", tested.out);
}

#[test]
fn a_conversation_that_is_no_text_does_not_keep_the_others_from_being_played() {
    let place = place();
    let chat = place.path().join("pizza/tests/01-pervyy-zakaz.chat");
    fs::write(&chat, b"# \xd0\x97\n> \xff\xfe\n").unwrap();
    let tested = run(place.path(), &["test", "pizza", "--bless"]);
    assert_eq!(tested.code, Some(1));
    assert!(tested.out.contains("01-pervyy-zakaz.chat:2: это не текст в UTF-8"), "{}", tested.out);
    assert!(tested.out.contains("✓ tests/02-odin-emodzi.chat"), "{}", tested.out);
    assert!(fs::read(&chat).unwrap().contains(&0xff), "it is left for its author");
    let played = run(place.path(), &["play", "pizza", "--auto"]);
    assert_eq!(played.code, Some(2));
    assert!(played.err.contains("не текст в UTF-8"), "{}", played.err);
}

#[test]
fn a_talk_begins_where_it_is_told_to_even_without_a_word_to_say() {
    let place = place();
    let talk = run(place.path(), &["play", "checklist", "--link", "checklist"]);
    assert_eq!(talk.code, Some(0), "{}", talk.err);
    assert!(
        talk.out.starts_with("> /start checklist\n") && talk.out.contains("[1] Получить"),
        "{}",
        talk.out
    );
    let unknown = run(place.path(), &["play", "checklist", "--funnel", "нет-такой"]);
    assert_eq!((unknown.code, unknown.out.as_str()), (Some(2), ""));
    assert!(unknown.err.contains("нет воронки «нет-такой»"), "{}", unknown.err);
    let both = run(place.path(), &["play", "checklist", "--auto", "--link", "checklist"]);
    assert_eq!(both.code, Some(2));
    assert!(both.err.contains("--link здесь лишнее"), "{}", both.err);
}

#[test]
fn what_a_talk_does_not_understand_is_named_and_the_talk_goes_on() {
    let place = place();
    let mut command = program(place.path(), &["play", "checklist"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(b":wat\n:+wat\n\xff\xfe\n2\n").unwrap();
    let output = child.wait_with_output().unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    for part in ["что значит «:wat»", "что значит «:+wat»", "строка не в UTF-8", "> [Сначала вопросы]"]
    {
        assert!(out.contains(part), "{part}\n{out}");
    }
}

#[test]
fn a_misspelt_command_is_answered_with_the_one_that_was_meant() {
    let place = place();
    for args in [&["chek", "checklist"][..], &["chek"], &["tset", "checklist", "--json"]] {
        let run = run(place.path(), args);
        assert_eq!(run.code, Some(2), "{args:?}");
        let meant = if args[0] == "chek" {
            "имелось в виду: check"
        } else {
            "имелось в виду: test"
        };
        assert!(run.err.contains(args[0]) && run.err.contains(meant), "{args:?}: {}", run.err);
    }
    fs::create_dir(place.path().join("chek")).unwrap();
    assert!(!run(place.path(), &["chek"]).err.contains("имелось"), "a folder is no misspelt command");
}

#[test]
fn a_number_is_refused_with_its_minus_and_a_file_that_breaks_off_says_so() {
    let place = place();
    let project = place.path().join("checklist/project.ron");
    let whole = fs::read_to_string(&project).unwrap();
    fs::write(&project, whole.replacen("next_block: ", "next_block: -", 1)).unwrap();
    let refused = run(place.path(), &["check", "checklist"]);
    assert!(refused.err.contains("Число -"), "{}", refused.err);
    fs::write(&project, whole).unwrap();
    fs::write(place.path().join("checklist/layout.ron"), "(").unwrap();
    let refused = run(place.path(), &["check", "checklist"]);
    assert!(refused.err.contains("layout.ron:1") && refused.err.contains("обрывается"), "{}", refused.err);
}

#[test]
#[cfg(target_os = "linux")]
fn a_place_where_nothing_can_be_written_is_called_so() {
    let place = place();
    for args in [&["new", "/proc/x"][..], &["export", "checklist", "--out", "/proc/x"]] {
        let run = run(place.path(), args);
        assert_eq!(run.code, Some(2), "{args:?}");
        let said = run.err.contains("нельзя") || run.err.contains("нет права");
        assert!(said && run.err.contains("другую папку"), "{args:?}: {}", run.err);
    }
}

#[test]
#[cfg(feature = "studio")]
fn a_picture_is_not_put_among_the_files_of_a_project() {
    let place = place();
    for own in ["checklist/funnels/x.svg", "pizza/media/x.png"] {
        let refused = run(place.path(), &["picture", "checklist", "--out", own]);
        assert_eq!(refused.code, Some(2), "{own}");
        assert!(refused.err.contains("файлы самого проекта"), "{}", refused.err);
        assert!(!place.path().join(own).exists());
    }
}

#[test]
fn check_says_where_why_and_what_to_do() {
    let place = place();
    let funnel = place.path().join("checklist/funnels/main.ron");
    replace(&funnel, "Завтра пришлю разбор.", "Завтра пришлю разбор, {{ имяя }}.");
    let checked = run(place.path(), &["check", "checklist"]);
    assert_eq!(checked.code, Some(1), "{}", checked.out);
    assert!(checked.out.contains("funnels/main.ron › «"), "{}", checked.out);
    assert!(checked.out.contains("имяя"), "{}", checked.out);
    assert!(checked.out.contains("\n  → "), "{}", checked.out);
    let machine = json(&run(place.path(), &["check", "checklist", "--json"]));
    let finding = &machine["findings"][0];
    for member in ["code", "severity", "place", "message", "hint", "funnel"] {
        assert!(finding[member].as_str().is_some_and(|text| !text.is_empty()), "{member}: {finding}");
    }
    assert!(finding["block"].is_u64() && finding["span"].is_array(), "{finding}");
    let english = run(place.path(), &["check", "checklist", "--lang", "en"]);
    assert!(!english.out.contains("ошибка:") && english.out.contains("error"), "{}", english.out);
}

#[test]
fn texts_go_to_a_translator_and_come_back_into_the_project() {
    let folder = place();
    let call = |args: &[&str]| run(folder.path(), &[&["texts", "checklist", "--layer", "en"], args].concat());
    let missing = call(&["--json"]);
    assert_eq!(missing.code, Some(1), "{}", missing.err);
    let count = json(&missing)["missing"].as_array().unwrap().len();
    assert!(count > 5, "{count}");
    let before = fs::read(folder.path().join("checklist/project.ron")).unwrap();
    for file in ["en.csv", "en.xlf"] {
        let out = call(&["--out", file, "--json"]);
        assert_eq!((out.code, json(&out)["missing"].as_u64()), (Some(0), Some(count as u64)), "{}", out.err);
    }
    let path = folder.path().join("en.xlf");
    let text = fs::read_to_string(&path).unwrap().replace("</source>", "</source><target>Hi</target>");
    fs::write(&path, text.replacen("<trans-unit id=\"", "<trans-unit id=\"9", 1)).unwrap();
    let brought = call(&["--in", "en.xlf", "--json"]);
    assert_eq!(brought.code, Some(1), "{}", brought.err);
    let brought = json(&brought);
    assert_eq!(brought["changed"].as_array().unwrap().len(), count - 1);
    assert_eq!(brought["unknown"].as_array().unwrap().len(), 1);
    assert!(folder.path().join("checklist/texts/en.ron").is_file());
    assert_eq!(fs::read(folder.path().join("checklist/project.ron")).unwrap(), before);
    assert_eq!(json(&call(&["--json"]))["missing"].as_array().unwrap().len(), 1);
    assert!(run(folder.path(), &["check", "checklist"]).out.contains("missing-translation"));
    for (args, says) in [
        (vec!["--out", "en.doc"], ".xlf"),
        (vec!["--in", "none.csv"], "такого нет"),
        (vec!["--out", "checklist/texts/en.csv"], "другую папку"),
        (vec!["--out", "a.csv", "--in", "en.csv"], "одно"),
    ] {
        let refused = call(&args);
        assert_eq!(refused.code, Some(2), "{args:?}");
        assert!(refused.err.contains(says), "{args:?}: {}", refused.err);
    }
}

#[test]
fn the_table_of_triggers_says_which_way_in_wins_and_who_answers() {
    let place = place();
    let sound = run(place.path(), &["triggers", "checklist"]);
    assert_eq!(sound.code, Some(0), "{}", sound.out);
    assert!(sound.out.contains("слово «квиз» целиком → «Вход в квиз»"), "{}", sound.out);
    let asked = run(place.path(), &["triggers", "checklist", "--ask", "Чек-лист!", "--lang", "en"]);
    assert!(asked.code == Some(0) && asked.out.starts_with("«Вход»\n< "), "{}", asked.out);
    let unknown = json(&run(place.path(), &["triggers", "checklist", "--ask", "погода", "--json"]));
    assert!(unknown["understood"] == false && unknown["block"].is_u64(), "{unknown}");
    std::fs::write(place.path().join("lines.txt"), "Квиз\n\nкакая погода\n+\n").unwrap();
    let missed = run(place.path(), &["triggers", "checklist", "--misses", "lines.txt"]);
    assert_eq!((missed.code, missed.out.as_str()), (Some(1), "какая погода\nпонято вопросов: 2 из 3\n"));

    replace(
        &place.path().join("checklist/funnels/quiz.ron"),
        "keywords: [\"квиз\"]",
        "keywords: [\"Чеклист\"]",
    );
    let shadowed = run(place.path(), &["triggers", "checklist"]);
    assert_eq!(shadowed.code, Some(1), "{}", shadowed.out);
    assert!(
        shadowed.out.contains("✗ «чеклист»: побеждает") && shadowed.out.contains("стоит раньше"),
        "{}",
        shadowed.out
    );
    let machine = json(&run(place.path(), &["triggers", "checklist", "--json"]));
    let conflict = &machine["conflicts"][0];
    assert!(
        conflict["never"] == true && conflict["winner"]["block"] == 1 && conflict["loser"]["block"] == 20,
        "{conflict}"
    );
}

#[test]
fn export_writes_its_files_and_lists_them() {
    let place = place();
    let exported = run(place.path(), &["export", "checklist", "--out", "раздать/сюда", "--json"]);
    assert_eq!(exported.code, Some(0), "{}{}", exported.out, exported.err);
    let files = json(&exported);
    let files = files["files"].as_array().unwrap();
    assert!(files.len() >= 3, "{files:?}");
    for file in files {
        let path = place.path().join("раздать/сюда").join(file["file"].as_str().unwrap());
        assert_eq!(fs::metadata(path).unwrap().len(), file["bytes"].as_u64().unwrap());
    }
    let again = run(place.path(), &["export", "checklist", "--out", "раздать/сюда"]);
    assert_eq!((again.code, again.out.lines().count()), (Some(0), files.len()));

    fs::write(place.path().join("занято"), "").unwrap();
    let refused = run(place.path(), &["export", "checklist", "--out", "занято"]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("на месте папки лежит файл"), "{}", refused.err);
    for own in ["checklist/tests", "checklist/media/qr", "pizza/funnels"] {
        let refused = run(place.path(), &["export", "checklist", "--out", own]);
        assert_eq!((refused.code, refused.out.as_str()), (Some(2), ""), "{own}");
        assert!(refused.err.contains("файлы самого проекта"), "{}", refused.err);
    }
    assert!(!place.path().join("checklist/media/qr").exists());
    let unknown = run(place.path(), &["export", "checklist", "--out", "x", "--only", "плакат"]);
    assert_eq!(unknown.code, Some(1));
    assert!(unknown.out.contains("Нет выгрузки «плакат»"), "{}", unknown.out);
}

#[test]
fn a_new_project_passes_its_tests_and_never_overwrites() {
    let folder = tempfile::tempdir().unwrap();
    for template in ["checklist", "pizza"] {
        let made = run(folder.path(), &["new", template, "--template", template]);
        assert_eq!(made.code, Some(0), "{}", made.err);
        assert_eq!(run(folder.path(), &["test", template]).code, Some(0), "{template}");
    }
    assert_eq!(run(folder.path(), &["check", "pizza"]).code, Some(0));
    assert_eq!(run(folder.path(), &["new", "без-заготовки"]).code, Some(0));
    let taken = run(folder.path(), &["new", "pizza", "--template", "checklist"]);
    assert_eq!(taken.code, Some(2));
    assert!(taken.err.contains("папка не пуста"), "{}", taken.err);
    assert!(!folder.path().join("pizza/funnels/quiz.ron").exists());
    let unknown = run(folder.path(), &["new", "x", "--template", "пирог"]);
    assert_eq!(unknown.code, Some(2));
    assert!(unknown.err.contains("empty, checklist, ") && unknown.err.contains("--list"), "{}", unknown.err);
    let near = run(folder.path(), &["new", "x", "--template", "cheklist"]);
    assert_eq!(near.code, Some(2));
    assert!(near.err.contains("Похоже, имелось в виду: checklist."), "{}", near.err);
    let nameless = run(folder.path(), &["new", "x", "--title", " "]);
    assert_eq!(nameless.code, Some(2));
    assert!(!folder.path().join("x").exists());
}

#[test]
fn a_test_that_found_nothing_to_play_is_no_success() {
    let place = place();
    assert_eq!(run(place.path(), &["new", "пусто", "--template", "empty"]).code, Some(0));
    let nothing = run(place.path(), &["test", "пусто"]);
    assert_eq!(nothing.code, Some(2));
    for part in ["voronka play пусто, потом :save tests/имя.chat", "ничего не проверено"]
    {
        assert!(nothing.err.contains(part), "{}", nothing.err);
    }
    let machine = json(&run(place.path(), &["test", "пусто", "--json"]));
    assert!(machine["error"]["message"].as_str().unwrap().contains("ничего не проверено"), "{machine}");
    let some = run(place.path(), &["test", "пусто", "pizza"]);
    assert_eq!(some.code, Some(0), "{}", some.err);
    assert!(some.err.contains("пусто: разговоров нет"), "{}", some.err);
}

#[test]
fn a_program_gets_json_even_when_a_project_cannot_be_read() {
    let place = place();
    replace(&place.path().join("pizza/project.ron"), "title:", "titel:");
    for args in [&["test", "pizza"][..], &["check", "pizza"], &["export", "pizza", "--out", "o"]] {
        let run = run(place.path(), &[args, &["--json"]].concat());
        assert_eq!(run.code, Some(2), "{args:?}");
        let answer = json(&run);
        assert_eq!((&answer["project"], &answer["error"]["file"]), (&"pizza".into(), &"project.ron".into()));
        assert_eq!(answer["error"]["line"], 3, "{answer}");
        assert!(run.err.contains("pizza/project.ron:3:"), "{}", run.err);
    }
    let nowhere = json(&run(place.path(), &["check", "nowhere", "--json"]));
    assert_eq!(
        (&nowhere["project"], &nowhere["error"]["file"]),
        (&"nowhere".into(), &serde_json::Value::Null)
    );
}

#[test]
fn a_new_project_takes_its_title_and_tells_what_to_replace() {
    let folder = tempfile::tempdir().unwrap();
    let made = run(folder.path(), &["new", "моя", "--template", "pizza", "--title", "Моя пиццерия"]);
    assert_eq!(made.code, Some(0), "{}", made.err);
    for part in ["telegram testo_pizza_bot", "testo.example", "voronka play моя"] {
        assert!(made.out.contains(part), "{part}\n{}", made.out);
    }
    let settings = fs::read_to_string(folder.path().join("моя/project.ron")).unwrap();
    assert!(settings.contains("title: \"Моя пиццерия\"") && settings.contains("name: \"Моя пиццерия\""));
    assert_eq!(run(folder.path(), &["test", "моя"]).code, Some(0));
    assert_eq!(run(folder.path(), &["check", "моя"]).code, Some(0));

    let empty = run(folder.path(), &["new", "пусто", "--title", "С нуля"]);
    assert!(!empty.out.contains("Замените"), "{}", empty.out);
    let settings = fs::read_to_string(folder.path().join("пусто/project.ron")).unwrap();
    assert!(settings.contains("title: \"С нуля\"") && settings.contains("name: \"С нуля\""));
}

#[test]
fn the_gallery_is_listed_by_goal_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    let russian = run(folder.path(), &["new", "--list"]);
    assert_eq!(russian.code, Some(0));
    assert!(russian.out.contains("Лид-магнит\n  checklist  "), "{}", russian.out);
    let english = run(folder.path(), &["new", "--list", "--lang", "en"]);
    assert!(english.out.contains("Lead magnet\n  checklist  "), "{}", english.out);
    assert!(!english.out.contains("Доставка") && english.out.contains("\n  empty  "), "{}", english.out);
}

#[test]
fn a_talk_in_the_terminal_presses_waits_and_records() {
    let place = place();
    let lines = "2\n1\n1\n:next\n:+1d\n:state\n:photo\n:wat\n:save tests/моя.chat\n:quit\nне дойдёт\n";
    let talk = finish(program(place.path(), &["play", "checklist", "--link", "checklist"]), lines);
    assert_eq!(talk.code, Some(0), "{}", talk.err);
    assert!(talk.out.starts_with("> /start checklist\n"), "{}", talk.out);
    for part in [
        "[1] Получить чек-лист",
        "> [Сначала вопросы]",
        "📎 7-oshibok.pdf",
        "source = checklist",
        ":help  эта подсказка",
    ] {
        assert!(talk.out.contains(part), "{part}\n{}", talk.out);
    }
    assert!(!talk.out.contains("не дойдёт"));
    let tested = run(place.path(), &["test", "checklist"]);
    assert_eq!(tested.code, Some(0), "{}", tested.out);
    assert!(tested.out.contains("✓ tests/моя.chat"), "{}", tested.out);
}

#[test]
fn a_call_is_answered_by_hand_in_the_terminal() {
    let place = place();
    let lines = "🍕\n2\n1\nул. Лесная, 5\n89991234567\nчто?\n= привет\n= 200 {\"number\":7}\n";
    let talk = finish(program(place.path(), &["play", "pizza"]), lines);
    assert!(talk.out.contains("→ POST https://"), "{}", talk.out);
    assert!(talk.out.contains("не читается как ответ"), "{}", talk.out);
    assert!(talk.out.contains("← 200 {\"number\":7}") && talk.out.contains("№ 7 принят"), "{}", talk.out);
}

#[test]
fn without_input_the_first_conversation_is_played_to_its_end() {
    let place = place();
    for args in [&["play", "checklist"][..], &["play", "checklist", "--auto"]] {
        let played = run(place.path(), args);
        assert_eq!(played.code, Some(0), "{}", played.err);
        assert!(played.out.contains("> [Получить чек-лист]"), "{}", played.out);
        assert!(played.out.trim_end().ends_with("Разговор окончен, всё как записано"), "{}", played.out);
    }
    replace(&place.path().join("checklist/funnels/main.ron"), "Завтра пришлю разбор.", "Завтра.");
    assert_eq!(run(place.path(), &["play", "checklist", "--auto"]).code, Some(1));
}

#[test]
fn what_cannot_be_opened_is_said_with_a_way_on_and_exit_code_2() {
    let place = place();
    fs::write(place.path().join("file"), "x").unwrap();
    fs::create_dir(place.path().join("hollow")).unwrap();
    replace(&place.path().join("pizza/project.ron"), "title:", "titel:");
    for name in ["nowhere", "file", "hollow", "pizza"] {
        for args in [&["test", name][..], &["check", name], &["play", name], &["export", name, "--out", "o"]]
        {
            let run = run(place.path(), args);
            assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{args:?}");
            assert!(
                run.err.starts_with("voronka: ") && run.err.chars().count() > 40,
                "{args:?}: {}",
                run.err
            );
        }
    }
    assert!(run(place.path(), &["test", "pizza"]).err.contains("project.ron:"));
}

#[test]
fn wrong_calls_say_what_is_wrong_and_where_help_is() {
    let folder = tempfile::tempdir().unwrap();
    for (args, words) in [
        (&["test"][..], "не хватает: <ПРОЕКТ>"),
        (&["test", "--foo", "x"], "непонятно, что значит «--foo»"),
        (&["export", "x"], "не хватает: --out <ПАПКА>"),
        (&["export", "x", "--out"], "нужно значение"),
        (&["new"], "не хватает: <ИМЯ>"),
        (&["check", "a", "b"], "непонятно, что значит «b»"),
        (&["a", "test", "b"], "«a» перед командой test лишнее"),
        (&["tset"], "нет ни такой папки, ни такой команды: tset"),
        (&["--lang=ru", "check", "--lang", "de"], "значение «de» не подходит"),
    ] {
        let run = run(folder.path(), args);
        assert_eq!(run.code, Some(2), "{args:?}");
        assert!(run.err.contains(words), "{args:?}: {}", run.err);
    }
}

#[test]
fn the_language_follows_the_locale_and_the_flag() {
    let folder = tempfile::tempdir().unwrap();
    let help = |locale: &str, args: &[&str]| {
        let mut command = program(folder.path(), args);
        command.env("LC_ALL", locale);
        finish(command, "").out
    };
    assert!(help("ru_RU.UTF-8", &["--help"]).contains("Команды:"));
    assert!(help("en_US.UTF-8", &["--help"]).contains("Commands:"));
    assert!(help("C", &["test", "--help"]).contains("Examples:"));
    assert!(help("C", &["test", "--help", "--lang", "ru"]).contains("Примеры:"));
    assert!(help("ru_RU.UTF-8", &["--lang=en", "play", "--help"]).contains("Usage: voronka play PROJECT"));
    for name in ["new", "play", "test", "check", "export"] {
        assert!(help("C", &["--help"]).contains(name));
    }
    // The manual page names every command, as the help does.
    let all = help("C", &["--help"]);
    let page = include_str!("../packaging/voronka.1");
    let commands = all.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names =
        commands.take_while(|line| line.starts_with("  ")).filter_map(|line| line.split_whitespace().next());
    let names: Vec<&str> = names.collect();
    assert!(names.len() >= 8, "{names:?}");
    for name in names {
        assert!(page.contains(&format!(" {name} ")) || page.contains(&format!(" {name}\n")), "{name}");
    }
}

#[test]
fn without_a_display_the_window_says_how_to_talk_in_the_terminal() {
    let place = place();
    for args in [&[][..], &["checklist"]] {
        let run = run(place.path(), args);
        assert_eq!(run.code, Some(2));
        assert!(run.err.contains("voronka play ПРОЕКТ"), "{}", run.err);
    }
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let place = place();
    let mut command = program(place.path(), &["test", "checklist", "pizza", "reference"]);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn a_reader_who_goes_early_does_not_hide_what_was_found() {
    let folder = tempfile::tempdir().unwrap();
    copy(&sample("checklist"), &folder.path().join("checklist"));
    let funnel = folder.path().join("checklist/funnels/main.ron");
    let broken = fs::read_to_string(&funnel).unwrap().replace("Держите!", "Держите, {{ нет такого }}!");
    fs::write(&funnel, broken).unwrap();
    for verb in ["check", "test"] {
        let mut command = program(folder.path(), &[verb, "checklist"]);
        let mut child =
            command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        drop(child.stdout.take());
        assert_eq!(child.wait().unwrap().code(), Some(1), "{verb}");
    }
}

#[test]
fn a_time_zone_that_does_not_exist_is_found_and_told_before_publishing() {
    let place = place();
    let dry_run = ["publish", "telegram", "reference", "--dry-run"];
    let quiet = run(place.path(), &dry_run);
    assert_eq!((quiet.code, quiet.err.as_str()), (Some(0), ""));
    replace(&place.path().join("reference/project.ron"), "\"UTC\"", "\"Europe/Moscov\"");
    let told = run(place.path(), &dry_run);
    assert_eq!((told.code, &told.out), (Some(0), &quiet.out));
    assert!(told.err.contains("Europe/Moscov"), "{}", told.err);
    let found = json(&run(place.path(), &["check", "reference", "--json"]));
    assert_eq!(found["findings"][0]["code"], "unknown-zone");
}

#[cfg(feature = "studio")]
#[test]
fn a_funnel_is_drawn_into_a_file_of_the_kind_that_its_name_asks_for() {
    let place = place();
    for (name, begins) in [("a.svg", &b"<svg"[..]), ("b.png", b"\x89PNG"), ("c.pdf", b"%PDF-")] {
        let drawn = run(place.path(), &["picture", "checklist", "--out", name]);
        assert_eq!(drawn.code, Some(0), "{}", drawn.err);
        assert!(fs::read(place.path().join(name)).unwrap().starts_with(begins), "{name}");
    }
    let refused = run(place.path(), &["picture", "checklist", "--out", "d.jpg"]);
    assert_ne!(refused.code, Some(0));
    assert!(refused.err.contains(".svg, .png"), "{}", refused.err);
    let lost = run(place.path(), &["picture", "checklist", "--out", "e.svg", "--funnel", "нет"]);
    assert!(lost.err.contains("«нет»") && lost.err.contains("main"), "{}", lost.err);
}

#[test]
fn two_versions_are_compared_word_by_word_for_review() {
    let place = place();
    copy(&sample("checklist"), &place.path().join("newer"));
    let same = run(place.path(), &["diff", "checklist", "newer"]);
    assert_eq!((same.code, same.out.as_str()), (Some(0), "различий нет\n"), "{}", same.err);
    let project = fs::read_to_string(place.path().join("newer/project.ron")).unwrap();
    let title = project.lines().find_map(|line| line.trim().strip_prefix("title: \"")).unwrap();
    let title = title.trim_end_matches(['"', ',']).to_owned();
    replace(
        &place.path().join("newer/project.ron"),
        &format!("title: \"{title}\""),
        "title: \"Совсем иначе\"",
    );
    let told = run(place.path(), &["diff", "checklist", "newer"]);
    assert_eq!(told.code, Some(1), "{}", told.err);
    let line = format!("Название проекта: [-{title}-]{{+Совсем иначе+}}");
    assert!(told.out.contains(&line), "{}", told.out);
    let answer = json(&run(place.path(), &["diff", "checklist", "newer", "--json"]));
    assert_eq!(answer["same"], false);
    assert_eq!(answer["changes"][0]["parts"][0]["after"], "Совсем иначе");
    let english = run(place.path(), &["diff", "checklist", "newer", "--lang", "en"]);
    assert!(english.out.contains("added: 0, removed: 0, changed: 1, moved: 0"), "{}", english.out);
    let lost = run(place.path(), &["diff", "checklist"]);
    assert_eq!(lost.code, Some(2), "a folder outside git has no versions: {}", lost.out);
}
