//! What deep links of all messengers have in common: which payloads and addresses may stand in one.

/// Whether a payload may stand in a link. One alphabet for all messengers, Telegram's, the narrowest: the same
/// payload serves every messenger of a project and never needs escaping. An empty payload is a plain link.
pub(super) fn payload_fits(payload: &str, max: usize) -> bool {
    payload.len() <= max && payload.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'_' | b'-'))
}

/// Whether an address is a name in the alphabet that messengers use for public names.
pub(super) fn name_fits(address: &str) -> bool {
    (1..=64).contains(&address.len())
        && address.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'_' | b'-' | b'.'))
}

/// `base/address`, followed by `?key=payload` when there is a payload.
pub(super) fn named_link(
    base: &str,
    address: &str,
    key: &str,
    payload: &str,
    payload_max: usize,
) -> Option<String> {
    (name_fits(address) && payload_fits(payload, payload_max)).then(|| match payload {
        "" => format!("{base}/{address}"),
        payload => format!("{base}/{address}?{key}={payload}"),
    })
}
