//! In which language the program speaks.

use crate::model::Lang;
use std::ffi::OsString;

/// The language of `--lang`, else of the environment: Russian when its locale is.
pub(super) fn of_run(args: &[OsString]) -> Lang {
    let asked = args.iter().enumerate().find_map(|(index, arg)| {
        let arg = arg.to_str()?;
        if arg == "--lang" { args.get(index + 1)?.to_str() } else { arg.strip_prefix("--lang=") }
    });
    asked.map_or_else(of_system, of_locale)
}

/// The language of a locale such as `ru_RU.UTF-8`.
fn of_locale(locale: &str) -> Lang {
    if locale.to_lowercase().starts_with("ru") { Lang::Ru } else { Lang::En }
}

fn of_system() -> Lang {
    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale = set("LC_ALL").or_else(|| set("LC_MESSAGES")).or_else(|| set("LANG"));
    of_locale(&locale.or_else(sys_locale::get_locale).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_asked_for_wins() {
        for (args, lang) in [
            (vec!["voronka", "--lang", "ru", "test"], Lang::Ru),
            (vec!["voronka", "test", "--lang=en"], Lang::En),
        ] {
            assert_eq!(of_run(&args.iter().map(OsString::from).collect::<Vec<_>>()), lang);
        }
        assert_eq!(of_locale("ru_RU.UTF-8"), Lang::Ru);
        assert_eq!(of_locale("C"), Lang::En);
    }
}
