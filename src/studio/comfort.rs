//! How large things are and how much they move: what a person may choose for their eyes and hands.

use serde::{Deserialize, Serialize};

/// Sizes of the window's contents that can be chosen, percent.
pub const SCALES: [u16; 8] = [80, 90, 100, 110, 125, 150, 175, 200];

/// A change of the size of everything in the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScaleStep {
    /// To the next of [`SCALES`].
    Larger,
    /// To the one before.
    Smaller,
    /// To this one, percent.
    To(u16),
}

impl ScaleStep {
    /// The size after the step, always within [`SCALES`].
    pub fn from(self, percent: u16) -> u16 {
        let next = match self {
            Self::Larger => SCALES.iter().copied().find(|scale| *scale > percent),
            Self::Smaller => SCALES.iter().rev().copied().find(|scale| *scale < percent),
            Self::To(wanted) => Some(wanted),
        };
        next.unwrap_or(percent).clamp(SCALES[0], SCALES[SCALES.len() - 1])
    }
}

/// How much moves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MotionChoice {
    /// As the desktop wishes.
    #[default]
    System,
    /// Smooth transitions.
    Full,
    /// None.
    Less,
}

impl MotionChoice {
    /// Whether nothing shall move, given what the desktop wishes where it says so.
    pub fn is_reduced(self, desktop: Option<bool>) -> bool {
        match self {
            Self::System => desktop.unwrap_or(false),
            Self::Full => false,
            Self::Less => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_of_the_size_end_at_both_ends() {
        let all = |step: ScaleStep, mut at: u16| {
            for _ in 0..20 {
                at = step.from(at);
            }
            at
        };
        assert_eq!(all(ScaleStep::Larger, 100), 200);
        assert_eq!(all(ScaleStep::Smaller, 100), 80);
        assert_eq!(ScaleStep::To(9000).from(100), 200);
        assert_eq!(ScaleStep::Larger.from(103), 110);
    }
}
