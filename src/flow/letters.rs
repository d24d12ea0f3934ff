//! Letters without the tables of the standard library, which weigh more in a page than the rest of the engine:
//! lower case for the alphabets that people write today, and what is a letter at all.

/// First and last capital and what leads to the small letter; by one means that capitals and small letters
/// alternate. In order; Latin with Vietnamese, Greek, Cyrillic, Armenian, Georgian.
const CAPITALS: &[(u16, u16, i16)] = &[
    (0x41, 0x5a, 32),
    (0xc0, 0xd6, 32),
    (0xd8, 0xde, 32),
    (0x100, 0x12e, 1),
    (0x130, 0x130, -199),
    (0x132, 0x136, 1),
    (0x139, 0x147, 1),
    (0x14a, 0x176, 1),
    (0x178, 0x178, -121),
    (0x179, 0x17d, 1),
    (0x18f, 0x18f, 202),
    (0x1a0, 0x1a4, 1),
    (0x1af, 0x1af, 1),
    (0x1cd, 0x1db, 1),
    (0x1de, 0x1ee, 1),
    (0x1f8, 0x21e, 1),
    (0x222, 0x232, 1),
    (0x386, 0x386, 38),
    (0x388, 0x38a, 37),
    (0x38c, 0x38c, 64),
    (0x38e, 0x38f, 63),
    (0x391, 0x3a1, 32),
    (0x3a3, 0x3ab, 32),
    (0x400, 0x40f, 80),
    (0x410, 0x42f, 32),
    (0x460, 0x480, 1),
    (0x48a, 0x4be, 1),
    (0x4c0, 0x4c0, 15),
    (0x4c1, 0x4cd, 1),
    (0x4d0, 0x52e, 1),
    (0x531, 0x556, 48),
    (0x1c90, 0x1cba, -3008),
    (0x1e00, 0x1e94, 1),
    (0x1e9e, 0x1e9e, -7615),
    (0x1ea0, 0x1efe, 1),
];

/// The small letter of a capital; anything else as it is. `İ` becomes `i`.
pub fn to_lower(c: char) -> char {
    let code = c as u32;
    for &(first, last, by) in CAPITALS {
        if code < u32::from(first) {
            break;
        }
        if code <= u32::from(last) && (by != 1 || (code - u32::from(first)).is_multiple_of(2)) {
            return char::from_u32(code.wrapping_add_signed(i32::from(by))).unwrap_or(c);
        }
    }
    c
}

/// The capital of a small letter that [`to_lower`] gives; anything else as it is.
pub fn to_upper(c: char) -> char {
    let code = c as u32;
    for &(first, last, by) in CAPITALS {
        let capital = code.wrapping_add_signed(-i32::from(by));
        let inside = u32::from(first) <= capital && capital <= u32::from(last);
        // `i` is the small letter of `I` first.
        if inside && (by != 1 || (capital - u32::from(first)).is_multiple_of(2)) {
            return char::from_u32(capital).unwrap_or(c);
        }
    }
    c
}

/// First and last of what is neither letter nor digit beyond ASCII: spaces, punctuation, signs, arrows,
/// drawings, private use, emoji and what dresses them up. In order.
const SIGNS: &[(u32, u32)] = &[
    (0x80, 0xa9),
    (0xab, 0xb1),
    (0xb4, 0xb4),
    (0xb6, 0xb8),
    (0xbb, 0xbb),
    (0xbf, 0xbf),
    (0xd7, 0xd7),
    (0xf7, 0xf7),
    (0x300, 0x36f),
    (0x37e, 0x37e),
    (0x387, 0x387),
    (0x482, 0x489),
    (0x55a, 0x55f),
    (0x589, 0x5af),
    (0x5be, 0x5be),
    (0x600, 0x60f),
    (0x61b, 0x61f),
    (0x66a, 0x66d),
    (0x1680, 0x1680),
    (0x2000, 0x206f),
    (0x207a, 0x207e),
    (0x208a, 0x208e),
    (0x20a0, 0x2101),
    (0x2103, 0x2106),
    (0x2114, 0x2114),
    (0x2116, 0x2118),
    (0x2120, 0x2123),
    (0x2190, 0x245f),
    (0x2500, 0x2775),
    (0x2794, 0x2bff),
    (0x2e00, 0x2e7f),
    (0x3000, 0x3004),
    (0x3008, 0x3020),
    (0x3030, 0x3030),
    (0xe000, 0xf8ff),
    (0xfe00, 0xfe6f),
    (0xff00, 0xff0f),
    (0x1f000, 0x1f0ff),
    (0x1f200, 0x1fbef),
    (0xe0000, 0x10ffff),
];

/// Whether a character is part of a word: a letter or a digit of any script.
pub fn is_letter(c: char) -> bool {
    let code = c as u32;
    if code < 0x80 {
        return c.is_ascii_alphanumeric();
    }
    !SIGNS.iter().any(|&(first, last)| first <= code && code <= last)
}

/// Appends a text percent-encoded: all but the unreserved characters of RFC 3986, so that it is one part of an
/// address whatever it holds.
pub fn push_encoded(address: &mut String, value: &str) {
    for &byte in value.as_bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            address.push(char::from(byte));
        } else {
            address.push('%');
            for digit in [byte >> 4, byte & 15] {
                address.push(char::from(b"0123456789ABCDEF"[usize::from(digit)]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_lowered_as_the_standard_library_lowers_it_or_left_alone() {
        for c in (0..=0x10_ffff).filter_map(char::from_u32).filter(|c| *c != 'İ') {
            let lowered = to_lower(c);
            assert!(lowered == c || c.to_lowercase().eq([lowered]), "{c:?} became {lowered:?}");
        }
        assert_eq!(to_lower('İ'), 'i');
    }

    #[test]
    fn a_capital_is_the_one_whose_small_letter_it_is() {
        for c in (0..=0x10_ffff).filter_map(char::from_u32) {
            let raised = to_upper(c);
            assert!(raised == c || to_lower(raised) == c, "{c:?} became {raised:?}");
            let known = to_lower(c) == c || c == 'İ' || to_upper(to_lower(c)) == c;
            assert!(known, "{c:?} does not come back");
        }
    }

    #[test]
    fn alphabets_of_today_are_lowered_whole() {
        let alphabets = [
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ ҐЄІЇЎЂЈЉЊЋЏЃЌЅ",
            "ӘҒҚҢӨҰҮҺІ ӐӖҪӲ ҖҘӠҠҺӀ ЃӢӮҲҶ",
            "ÄÖÜẞ ÀÂÆÇÈÉÊËÎÏÔŒÙÛŸ ÑÁÍÓÚ ÃÕ ÅØ ÞÐÝ",
            "ĄĆĘŁŃÓŚŹŻ ČĎĚŇŘŠŤŮŽ ĽĹŔ ŐŰ ĂÂÎȘȚŞŢ ĐŽ ĀĒĢĪĶĻŅŪ ĖĮŲ",
            "ĞŞÇÖÜ Ə",
            "ĂÂĐÊÔƠƯ ẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ",
            "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΆΈΉΊΌΎΏΪΫ",
            "ԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖ",
            "ᲐᲑᲒᲓᲔᲕᲖᲗᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢᲣᲤᲥᲦᲧᲨᲩᲪᲫᲬᲭᲮᲯᲰ",
        ];
        for c in alphabets.iter().flat_map(|alphabet| alphabet.chars()) {
            assert!(c.to_lowercase().eq([to_lower(c)]), "{c}");
        }
    }

    #[test]
    fn letters_and_signs_are_told_apart_as_the_standard_library_does_where_people_write() {
        let written = [
            0..=0x2af,
            0x37e..=0x37f,
            0x386..=0x38a,
            0x391..=0x3a1,
            0x3a3..=0x3f5,
            0x400..=0x52f,
            0x531..=0x556,
            0x5d0..=0x5ea,
            0x620..=0x64a,
            0x660..=0x669,
            0x904..=0x939,
            0xe01..=0xe30,
            0x10a0..=0x10c5,
            0x10d0..=0x10fa,
            0x1c90..=0x1cba,
            0x1e00..=0x1eff,
            0x2000..=0x206f,
            0x20a0..=0x20bf,
            0x2190..=0x23ff,
            0x2500..=0x27ff,
            0x3041..=0x3096,
            0x30a1..=0x30fa,
            0x4e00..=0x9fff,
            0xac00..=0xd7a3,
            0xfe00..=0xfe0f,
            0x1f300..=0x1faff,
        ];
        let different: Vec<char> = written
            .into_iter()
            .flatten()
            .filter_map(char::from_u32)
            .filter(|c| is_letter(*c) != c.is_alphanumeric())
            .collect();
        assert!(different.is_empty(), "{different:?}");
    }
}
