//! Sizes, forbidden words and headings of source files.

use crate::source::{Source, report, sources};

const FILE_LINES_MAX: usize = 500;
const FUNCTION_LINES_MAX: usize = 70;

/// Longer files and functions: path (and function), lines. The list may only shrink.
const LONG: &[(&str, usize)] = &[];

/// Words that end a program or were left behind.
const NEVER: &[&str] =
    &[".unwrap()", ".expect(", "panic!(", "unreachable!(", "todo!(", "unimplemented!(", "dbg!("];

/// Closed enums that are matched without a catch-all, so that the compiler lists every place a new variant touches.
const CLOSED: &[&str] = &["Op::", "Effect::", "Input::", "Edit::", "Command::"];

fn is_code(line: &str) -> bool {
    !line.trim_start().starts_with("//")
}

fn allowance(what: &str, usual: usize) -> usize {
    LONG.iter().find(|(name, _)| *name == what).map_or(usual, |(_, lines)| *lines)
}

#[test]
fn files_are_short_and_say_what_they_are_for() {
    let mut complaints = Vec::new();
    for source in sources() {
        if source.lines.first().is_none_or(|(_, line)| !line.starts_with("//!")) {
            complaints.push(format!("{}: does not open with //!", source.path));
        }
        let (lines, most) = (source.lines.len(), allowance(&source.path, FILE_LINES_MAX));
        if lines > most {
            complaints.push(format!("{}: {lines} lines, at most {most}", source.path));
        }
    }
    report("files", complaints);
}

/// Name, first line and number of lines of every function, by the indentation that rustfmt gives.
fn functions(source: &Source) -> Vec<(String, usize, usize)> {
    let mut found = Vec::new();
    for (index, (number, line)) in source.lines.iter().enumerate() {
        let trimmed = line.trim_start();
        let named = trimmed.strip_prefix("fn ").or_else(|| trimmed.split_once(" fn ").map(|(_, name)| name));
        let Some(name) = named.and_then(|name| name.split(['(', '<']).next()) else { continue };
        if !is_code(line) || trimmed.contains("\"") && trimmed.find('"') < trimmed.find("fn ") {
            continue;
        }
        let indent = line.len() - trimmed.len();
        let close = format!("{}}}", " ".repeat(indent));
        let one_line = trimmed.ends_with('}') || trimmed.ends_with(';');
        let end = if one_line {
            Some(index)
        } else {
            source.lines[index..].iter().position(|(_, line)| line == &close).map(|len| index + len)
        };
        if let Some(end) = end {
            found.push((name.to_owned(), *number, end - index + 1));
        }
    }
    found
}

#[test]
fn functions_are_short() {
    let mut complaints = Vec::new();
    for source in sources() {
        for (name, number, lines) in functions(&source) {
            let most = allowance(&format!("{}::{name}", source.path), FUNCTION_LINES_MAX);
            if lines > most {
                complaints
                    .push(format!("{}:{number}: {name} has {lines} lines, at most {most}", source.path));
            }
        }
    }
    report("functions", complaints);
}

#[test]
fn nothing_in_the_product_panics_on_purpose() {
    let mut complaints = Vec::new();
    for source in sources() {
        for (number, line) in source.lines.iter().filter(|(_, line)| is_code(line)) {
            for word in NEVER.iter().filter(|word| line.contains(**word)) {
                complaints.push(format!("{}:{number}: {word}", source.path));
            }
        }
    }
    report("panics", complaints);
}

#[test]
fn closed_enums_are_matched_without_a_catch_all() {
    let mut complaints = Vec::new();
    for source in sources() {
        for (index, (_, line)) in source.lines.iter().enumerate() {
            let indent = line.len() - line.trim_start().len();
            if !is_code(line) || !line.contains("match ") || !line.ends_with('{') {
                continue;
            }
            let (arm, close) = (" ".repeat(indent + 4), format!("{}}}", " ".repeat(indent)));
            let body = source.lines[index + 1..].iter().take_while(|(_, line)| !line.starts_with(&close));
            let arms: Vec<_> = body
                .filter(|(_, line)| line.starts_with(&arm) && !line[arm.len()..].starts_with(' '))
                .collect();
            let closed =
                arms.iter().any(|(_, line)| CLOSED.iter().any(|name| line.trim_start().starts_with(name)));
            if let Some((number, _)) =
                arms.iter().find(|(_, line)| closed && line.trim_start().starts_with("_ =>"))
            {
                complaints.push(format!("{}:{number}: a catch-all beside a closed enum", source.path));
            }
        }
    }
    report("closed enums", complaints);
}

#[test]
fn colours_stand_in_the_theme_only() {
    let mut complaints = Vec::new();
    let literals = [
        "Color32::from_rgb",
        "Color32::from_gray",
        "Color32::WHITE",
        "Color32::BLACK",
        "Color32::RED",
        "Color32::BLUE",
    ];
    for source in sources()
        .iter()
        .filter(|source| source.module() == "studio" && !source.path.starts_with("src/studio/theme"))
    {
        for (number, line) in source.lines.iter().filter(|(_, line)| is_code(line)) {
            for word in literals.iter().filter(|word| line.contains(**word)) {
                complaints.push(format!("{}:{number}: {word} outside the theme", source.path));
            }
        }
    }
    report("colours", complaints);
}
