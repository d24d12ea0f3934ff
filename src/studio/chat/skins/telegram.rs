//! Telegram: the look of the design. Inline buttons by themselves under the message, quick replies under the field.

use super::{Place, Skin, Tail};
use crate::studio::theme::{RADIUS_BUBBLE, RADIUS_SEGMENTED, RADIUS_TAIL};

pub(super) static SKIN: Skin = Skin {
    name: "telegram",
    round: RADIUS_BUBBLE,
    tail: Tail::Low(RADIUS_TAIL),
    key_round: RADIUS_SEGMENTED,
    inline: Place::Under,
    quick: Place::Keyboard,
    brief: false,
    carousel: true,
};
