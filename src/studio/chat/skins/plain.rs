//! Any place without a look of its own: a chat on a site, messages of text alone.

use super::{Place, Skin, Tail};
use crate::studio::theme::{RADIUS_BUBBLE, RADIUS_SEGMENTED};

pub(super) static SKIN: Skin = Skin {
    name: "",
    round: RADIUS_BUBBLE,
    tail: Tail::None,
    key_round: RADIUS_SEGMENTED,
    inline: Place::Under,
    quick: Place::Chips,
    brief: true,
    carousel: true,
};
