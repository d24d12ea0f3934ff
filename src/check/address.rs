//! What makes a web address.

/// Whether an address is `http` or `https` with a host and without blanks or control characters.
pub(crate) fn is_web(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let has_host = rest.is_some_and(|rest| rest.chars().next().is_some_and(char::is_alphanumeric));
    has_host && !url.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// Whether an address is a web address but for its beginning: `sever.ru/about`.
pub(super) fn lacks_scheme(url: &str) -> bool {
    let host = url.split(['/', '?', '#']).next().unwrap_or_default();
    let has_dot = host.split('.').count() > 1 && host.split('.').all(|label| !label.is_empty());
    has_dot && !host.contains([':', '@']) && is_web(&format!("https://{url}"))
}

/// Whether an address opens a place inside a messenger's own application.
pub(super) fn is_in_app(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    let rest = ["tg://", "viber://", "max://", "vk://"].iter().find_map(|scheme| lower.strip_prefix(scheme));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(|c: char| c.is_whitespace() || c.is_control()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_become_links() {
        for url in ["https://sever.ru/consent", "http://x.рф/a?b=1", "HTTPS://A.B"] {
            assert!(is_web(url), "{url}");
        }
        for url in ["javascript:alert(1)", "https://", "//a.b", "data:text/html,x", "https://a b", "sever.ru"]
        {
            assert!(!is_web(url), "{url}");
        }
    }

    #[test]
    fn an_address_without_its_beginning_is_told_from_what_is_none() {
        for url in ["sever.ru", "sever.ru/a?b=1", "сайт.рф"] {
            assert!(lacks_scheme(url), "{url}");
        }
        for url in ["сайт", "anna@sever.ru", "mailto:a@b.ru", "sever.ru/a b", "https://a.ru", ".ru", ""] {
            assert!(!lacks_scheme(url), "{url}");
        }
    }
}
