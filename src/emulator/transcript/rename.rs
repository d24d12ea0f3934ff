//! Names of fields and tags in a transcript that have changed in the project.

/// A field or tag that goes by another name now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewName {
    /// A tag; a field otherwise.
    pub is_tag: bool,
    /// The name as transcripts have it.
    pub from: String,
    /// The name of today.
    pub to: String,
}

/// A transcript with the new names where its settings and checks name fields and tags; what is said in the
/// conversation stays. `None` when it names none of them.
pub fn with_names(text: &str, names: &[NewName]) -> Option<String> {
    let mut is_changed = false;
    let lines: Vec<_> = text
        .split('\n')
        .map(|line| match line_with_names(line, names) {
            Some(new) => {
                is_changed = true;
                new
            }
            None => line.to_owned(),
        })
        .collect();
    is_changed.then(|| lines.join("\n"))
}

fn line_with_names(line: &str, names: &[NewName]) -> Option<String> {
    let mark = line.chars().next().filter(|mark| matches!(mark, '@' | '?'))?;
    let rest = line[1..].trim_start();
    let lead = &line[..line.len() - rest.len()];
    if mark == '@' {
        let (name, value) = rest.split_once(':')?;
        if matches!(name.trim(), "tag" | "untag") {
            let new = new_name(names, true, value)?;
            return Some(format!("{lead}{name}: {new}"));
        }
        return new_name(names, false, name).map(|new| format!("{lead}{new}:{value}"));
    }
    let of_tag = ["#", "нет #", "no #"].into_iter().find(|before| rest.starts_with(before));
    if let Some(before) = of_tag {
        let new = new_name(names, true, &rest[before.len()..])?;
        return Some(format!("{lead}{before}{new}"));
    }
    let (name, value) = rest.split_once('=')?;
    new_name(names, false, name).map(|new| format!("{lead}{new} ={value}"))
}

fn new_name<'n>(names: &'n [NewName], is_tag: bool, written: &str) -> Option<&'n str> {
    let found = names.iter().find(|new| new.is_tag == is_tag && new.from == written.trim());
    found.map(|new| new.to.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_settings_and_checks_take_the_new_names() {
        let new = |is_tag, from: &str, to: &str| NewName { is_tag, from: from.into(), to: to.into() };
        let names = [new(true, "лид", "тёплый"), new(false, "балл", "очки"), new(false, "очки", "балл")];
        let text = "# лид и балл\n@ балл: 3\n@ tag: лид\n@ untag: другой\n> балл\n< лид: 3\n? балл = 3\n? #лид\n? нет #лид\n? очки = 1\n";
        let now = "# лид и балл\n@ очки: 3\n@ tag: тёплый\n@ untag: другой\n> балл\n< лид: 3\n? очки = 3\n? #тёплый\n? нет #тёплый\n? балл = 1\n";
        assert_eq!(with_names(text, &names).unwrap(), now);
        assert_eq!(with_names("@ tag: другой\n> лид", &names), None);
    }
}
