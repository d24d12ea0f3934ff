//! What is handed out, looked at from outside: an independent decoder reads the QR codes, a real browser
//! opens the page. A program that is not installed is named in the output and its part is left out.

#[path = "support/browser.rs"]
mod browser;

use browser::{Browser, Window};
use serde_json::Value;
use std::path::Path;
use std::process::Command;
use voronka::blocks::Registry;
use voronka::channels::CHANNELS;
use voronka::diag::Severity;
use voronka::export::{EXPORTERS, ExportOptions, Exported, export_all};
use voronka::folder;
use voronka::model::{Block, BlockId, ChannelSetting, Landing, Project, Prop};

/// Weight of the page on the wire.
const PAGE_MAX: usize = 8 * 1024;

/// A project with every messenger there is, or with the first `channels` of them.
fn project(channels: usize) -> Project {
    let mut project = Project::new("Чек-лист");
    let mut entry = Block::new("entry");
    entry.props.insert("links".into(), Prop::Lines(vec!["checklist".into(), "stories_2026-11".into()]));
    project.funnels[0].blocks.insert(BlockId(1), entry);
    let address = |channel: &&dyn voronka::channels::Channel| {
        let samples = ["sever_bot", "79991234567", "123456789"];
        samples
            .into_iter()
            .find(|address| channel.link(address, "checklist").is_some())
            .map(|address| ChannelSetting { channel: channel.name().into(), address: address.into() })
    };
    project.channels = CHANNELS.iter().filter_map(address).take(channels).collect();
    project.landing = Landing {
        author: "Мария Лебедева".into(),
        role: "мессенджер-маркетолог".into(),
        headline: "12 ошибок чат-бота, которые съедают заявки".into(),
        promise: "Чек-лист на две страницы: найдите утечки в воронке за 15 минут и закройте их сегодня."
            .into(),
        ticks: vec![
            "разбор на живых воронках".into(),
            "готовые тексты, чтобы исправить".into(),
            "бесплатно, без почты и звонков".into(),
        ],
        question: "Куда прислать чек-лист?".into(),
        consent_url: "https://example.com/consent".into(),
        privacy_url: "https://example.com/privacy".into(),
        legal: "ИП Лебедева М. А., ИНН 770000000000".into(),
        ..Landing::default()
    };
    project
}

fn export(project: &Project) -> Exported {
    export_all(project, &ExportOptions::default(), &mut |_, _, _| true).expect("the project is ready")
}

fn page(project: &Project) -> String {
    String::from_utf8(export(project).files["index.html"].clone()).expect("a text")
}

/// Runs a program over a file; says aloud when it is not installed.
fn run(program: &str, arguments: &[&str], file: &Path) -> Option<Vec<u8>> {
    match Command::new(program).args(arguments).arg(file).output() {
        Ok(output) => Some(output.stdout),
        Err(_) => {
            println!("absent: {program}; its check is left out");
            None
        }
    }
}

/// What an independent decoder reads in a picture, code by code.
fn decoded(picture: &[u8]) -> Option<Vec<String>> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("code.png");
    std::fs::write(&file, picture).expect("a file");
    let text = run("zbarimg", &["-q", "--raw", "-Sdisable", "-Sqrcode.enable"], &file)?;
    Some(String::from_utf8_lossy(&text).lines().map(str::to_owned).collect())
}

#[test]
fn every_messenger_and_every_link_has_a_line_and_two_pictures() {
    let project = project(9);
    let files = export(&project).files;
    let links: Vec<Value> = serde_json::from_slice(&files["links.json"]).expect("JSON");
    assert_eq!(links.len(), project.channels.len() * 2);
    let text = String::from_utf8(files["links.txt"].clone()).expect("a text");
    for link in &links {
        let (channel, payload) =
            (link["channel"].as_str().unwrap_or(""), link["payload"].as_str().unwrap_or(""));
        assert!(text.contains(link["link"].as_str().expect("a link")), "{link}");
        assert!(files.contains_key(&format!("qr/{channel}-{payload}.svg")), "{link}");
        assert!(files.contains_key(&format!("qr/{channel}-{payload}.png")), "{link}");
    }
}

#[test]
fn an_independent_decoder_reads_the_link_in_every_png() {
    let files = export(&project(9)).files;
    let links: Vec<Value> = serde_json::from_slice(&files["links.json"]).expect("JSON");
    for link in &links {
        let name = format!(
            "qr/{}-{}.png",
            link["channel"].as_str().unwrap_or(""),
            link["payload"].as_str().unwrap_or("")
        );
        let Some(read) = decoded(&files[&name]) else { return };
        assert_eq!(read, [link["link"].as_str().expect("a link")], "{name}");
    }
}

#[test]
fn an_independent_decoder_reads_the_link_in_every_svg_as_the_browser_draws_it() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let files = export(&project(9)).files;
    let links: Vec<Value> = serde_json::from_slice(&files["links.json"]).expect("JSON");
    for link in &links {
        let name = format!(
            "{}-{}.svg",
            link["channel"].as_str().unwrap_or(""),
            link["payload"].as_str().unwrap_or("")
        );
        let bytes = &files[&format!("qr/{name}")];
        assert!(bytes.len() <= 2_500, "{name} is {} bytes", bytes.len());
        let file = folder.path().join(&name);
        std::fs::write(&file, bytes).expect("a file");
        browser.open(&file, Window { width: 400, height: 400, dark: false });
        let Some(read) = decoded(&browser.picture()) else { return };
        assert_eq!(read, [link["link"].as_str().expect("a link")], "{name}");
    }
}

#[test]
fn the_page_weighs_little() {
    let page = page(&project(9));
    for sign in ["<script", "src=", "@import", "url(", " style="] {
        assert!(!page.contains(sign), "{sign}");
    }
    if let Some(size) = packed(&page) {
        println!("the page: {} bytes, {size} as brotli", page.len());
        assert!((1..=PAGE_MAX).contains(&size), "{size} bytes");
    }
}

/// Weight of a text as brotli.
fn packed(text: &str) -> Option<usize> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("index.html");
    std::fs::write(&file, text).expect("a file");
    run("brotli", &["-c", "-q", "11"], &file).map(|packed| packed.len())
}

#[test]
fn the_page_opens_with_one_request_and_no_word_on_the_console_and_does_not_scroll() {
    let Some(mut browser) = Browser::start() else { return };
    for channels in [1, 4, 9] {
        let project = project(channels);
        let doors = project.channels.len();
        for (width, height) in [(360, 640), (390, 844), (768, 1024), (1024, 640), (1440, 900), (1920, 1080)] {
            for dark in [false, true] {
                look(&mut browser, &format!("{doors}"), &page(&project), Window { width, height, dark });
                let count = browser.eval("document.querySelectorAll('nav a').length").as_u64();
                assert_eq!(count, Some(doors as u64));
            }
        }
    }
}

#[test]
fn the_pages_of_the_samples_do_so_too_and_weigh_little() {
    let Some(mut browser) = Browser::start() else { return };
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("projects");
    let mut pages = 0;
    for name in ["checklist", "pizza"] {
        let project = folder::open(&samples.join(name), &Registry).expect(name).project;
        let page = page(&project);
        assert!(packed(&page).is_none_or(|size| size <= PAGE_MAX), "{name}");
        for (width, height) in [(360, 640), (1440, 900)] {
            for dark in [false, true] {
                look(&mut browser, name, &page, Window { width, height, dark });
            }
        }
        pages += 1;
    }
    assert_eq!(pages, 2);
}

/// Opens a page and asserts what holds of every page.
fn look(browser: &mut Browser, name: &str, page: &str, window: Window) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("index.html");
    std::fs::write(&file, page).expect("a file");
    let seen = browser.open(&file, window);
    keep_picture(browser, name, window);
    assert_eq!(seen.requests.len(), 1, "{name}, {window:?}: {:?}", seen.requests);
    assert!(seen.console.is_empty(), "{name}, {window:?}: {:?}", seen.console);
    let root = "document.documentElement";
    let high = browser.eval(&format!("{root}.scrollHeight")).as_u64().expect("a height");
    let wide = browser.eval(&format!("{root}.scrollWidth")).as_u64().expect("a width");
    assert!(wide <= u64::from(window.width), "{name}, {window:?}: {wide} px wide");
    assert!(high <= u64::from(window.height), "{name}, {window:?}: {high} px high");
    let doors = "[...document.querySelectorAll('nav a')].map(a => a.getBoundingClientRect().height)";
    let doors = browser.eval(doors);
    let doors = doors.as_array().expect("heights");
    let tall = doors.iter().all(|height| height.as_f64() >= Some(56.0));
    assert!(!doors.is_empty() && tall, "{name}, {window:?}: {doors:?}");
}

/// Keeps pictures for people when asked to: `EXPORT_PICTURES=folder`.
fn keep_picture(browser: &mut Browser, name: &str, window: Window) {
    let Some(folder) = std::env::var_os("EXPORT_PICTURES") else { return };
    let scheme = if window.dark { "dark" } else { "light" };
    let name = format!("landing-{name}-{}x{}-{scheme}.png", window.width, window.height);
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(Path::new(&folder).join(name), browser.picture()).expect("a picture");
}

#[test]
fn every_tab_shows_a_code_that_holds_its_messengers_link() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("index.html");
    let project = project(9);
    std::fs::write(&file, page(&project)).expect("a file");
    for dark in [false, true] {
        let window = Window { width: 1440, height: 900, dark };
        browser.open(&file, window);
        for index in 0..project.channels.len() {
            let press = format!("document.querySelectorAll('label')[{index}]?.click()");
            browser.eval(&press);
            let link =
                browser.eval(&format!("document.querySelectorAll('nav a')[{index}].getAttribute('href')"));
            let Some(read) = decoded(&browser.picture()) else { return };
            assert_eq!(read, [link.as_str().expect("a link")], "tab {index}, {window:?}");
        }
    }
}

#[test]
fn words_of_the_author_cannot_become_markup() {
    let mut project = project(1);
    project.landing.headline = "<script>alert(1)</script> & \"Ко\"".into();
    project.landing.legal = "</footer><img src=x onerror=alert(1)>".into();
    let page = page(&project);
    assert!(!page.contains("<script"), "{page}");
    assert!(!page.contains("<img"), "{page}");
    assert!(page.contains("&lt;script&gt;"), "{page}");
}

#[test]
fn the_same_project_gives_the_same_bytes() {
    assert_eq!(export(&project(9)).files, export(&project(9)).files);
}

#[test]
fn what_is_missing_is_said_with_a_hint_and_the_rest_is_still_made() {
    let codes = |project: &Project| -> Vec<(&str, Severity)> {
        let findings = match export_all(project, &ExportOptions::default(), &mut |_, _, _| true) {
            Ok(exported) => exported.findings,
            Err(findings) => findings,
        };
        for finding in &findings {
            assert!(!finding.hint.ru.is_empty() && !finding.hint.en.is_empty(), "{finding:?}");
            assert!(!finding.message.ru.is_empty() && !finding.message.en.is_empty(), "{finding:?}");
        }
        findings.iter().map(|finding| (finding.code, finding.severity)).collect()
    };
    let change = |change: fn(&mut Project)| {
        let mut project = project(1);
        change(&mut project);
        project
    };
    assert_eq!(codes(&project(1)), []);
    let (error, warning) = (Severity::Error, Severity::Warning);
    for (project, expected) in [
        (change(|p| p.landing = Landing::default()), vec![("landing-empty", warning)]),
        (change(|p| p.landing.headline.clear()), vec![("landing-text-missing", error)]),
        (change(|p| p.landing.consent_url = "javascript:x".into()), vec![("landing-address-invalid", error)]),
        (change(|p| p.landing.consent_url.clear()), vec![("landing-without-consent", warning)]),
        (change(|p| p.landing.link = "other".into()), vec![("landing-link-unknown", warning)]),
        (change(|p| p.channels.clear()), vec![("no-channel", error)]),
        (change(|p| p.channels[0].address = "@я".into()), vec![("channel-address-invalid", warning)]),
        (change(|p| p.channels[0].address.clear()), vec![("channel-without-address", warning)]),
        (change(|p| p.channels[0].channel = "icq".into()), vec![("unknown-channel", warning)]),
    ] {
        assert_eq!(codes(&project), expected);
    }
    let half = export(&change(|p| p.landing.headline.clear())).files;
    assert!(half.contains_key("links.txt") && !half.contains_key("index.html"));
}

#[test]
fn progress_is_heard_and_can_stop_the_export() {
    let mut heard = Vec::new();
    let mut note = |done: usize, total: usize, name: &str| {
        heard.push((done, total, name.to_owned()));
        true
    };
    export_all(&project(1), &ExportOptions::default(), &mut note).expect("the project is ready");
    let names: Vec<_> = EXPORTERS.iter().map(|exporter| exporter.name).chain([""]).collect();
    assert_eq!(heard.iter().map(|step| step.2.as_str()).collect::<Vec<_>>(), names);
    assert_eq!(heard.last().map(|step| step.0), Some(EXPORTERS.len()));
    let stopped = export_all(&project(1), &ExportOptions::default(), &mut |done, _, _| done < 1);
    assert!(stopped.is_ok_and(|part| part.stopped && !part.files.contains_key("index.html")));
}
