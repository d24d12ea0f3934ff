//! Colours as one number `0xAARRGGBB`, already multiplied by their alpha, and how one is laid over another.

use epaint::Color32;

const EVEN: u32 = 0x00ff_00ff;

/// A colour of egui as one number.
pub fn packed(colour: Color32) -> u32 {
    let [red, green, blue, alpha] = colour.to_array();
    u32::from_be_bytes([alpha, red, green, blue])
}

/// Two channels at once, each times `by` / 255, rounded.
fn scaled(channels: u32, by: u32) -> u32 {
    let wide = channels * by + 0x0080_0080;
    ((wide + ((wide >> 8) & EVEN)) >> 8) & EVEN
}

/// Two channels at once, added; what is more than white stays white.
fn added(one: u32, other: u32) -> u32 {
    let sum = one + other;
    let over = sum & 0x0100_0100;
    (sum | (over - (over >> 8))) & EVEN
}

/// What is seen when `paint` lies over an opaque `ground`.
#[inline]
pub fn over(ground: u32, paint: u32) -> u32 {
    let clear = 255 - (paint >> 24);
    let even = added(scaled(ground & EVEN, clear), paint & EVEN);
    let odd = added(scaled((ground >> 8) & 0xff, clear), (paint >> 8) & 0xff);
    even | (odd << 8)
}

/// One colour through another: every channel times the other's.
#[inline]
pub fn through(colour: u32, texel: u32) -> u32 {
    let alpha = texel >> 24;
    if texel == alpha * 0x0101_0101 {
        // A letter: only how much of it there is.
        return scaled(colour & EVEN, alpha) | (scaled((colour >> 8) & EVEN, alpha) << 8);
    }
    let [one, other] = [colour.to_be_bytes(), texel.to_be_bytes()];
    let channel = |at: usize| scaled(u32::from(one[at]), u32::from(other[at])) as u8;
    u32::from_be_bytes([channel(0), channel(1), channel(2), channel(3)])
}

/// Four channels as numbers to reckon with: alpha, red, green, blue.
#[inline]
pub fn spread(colour: u32) -> [f32; 4] {
    colour.to_be_bytes().map(f32::from)
}

/// The colour of four channels, each brought into 0–255.
#[inline]
pub fn gathered(channels: [f32; 4]) -> u32 {
    u32::from_be_bytes(channels.map(|channel| (channel + 0.5) as u8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_opaque_covers_and_what_is_clear_leaves() {
        assert_eq!(over(0x0012_3456, 0xffab_cdef) & 0x00ff_ffff, 0x00ab_cdef);
        assert_eq!(over(0x0012_3456, 0), 0x0012_3456);
    }

    #[test]
    fn half_of_white_over_black_is_grey_and_light_that_only_adds_stops_at_white() {
        assert_eq!(over(0, 0x8080_8080), 0x0080_8080);
        assert_eq!(over(0x00f0_f0f0, 0x0040_4040), 0x00ff_ffff);
    }

    #[test]
    fn a_letter_and_a_picture_are_seen_through_their_texels() {
        assert_eq!(through(0xff20_4060, 0xffff_ffff), 0xff20_4060);
        assert_eq!(through(0xff20_4060, 0), 0);
        assert_eq!(through(0xffff_ffff, 0xff12_3456), 0xff12_3456);
        assert_eq!(through(0x8080_8080, 0xff00_00ff), 0x8000_0080);
    }

    #[test]
    fn channels_go_there_and_back_and_never_leave_their_range() {
        assert_eq!(gathered(spread(0xff12_3456)), 0xff12_3456);
        assert_eq!(gathered([300.0, -5.0, 127.6, 0.4]), 0xff00_8000);
    }
}
