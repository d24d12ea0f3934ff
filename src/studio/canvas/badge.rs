//! The sign of a finding, at the upper right corner of a block or of a folded frame that hides one.

use crate::diag::Severity;
use crate::studio::theme::Theme;
use egui::{Color32, Pos2, Stroke, vec2};

/// Its parts, in the order in which they are drawn.
pub(super) struct Badge {
    pub ground: (Pos2, f32, Color32),
    pub line: ([Pos2; 2], Stroke),
    pub dot: (Pos2, f32, Color32),
}

impl Badge {
    pub fn new(theme: &Theme, severity: Severity, corner: Pos2, zoom: f32) -> Self {
        let tokens = &theme.tokens;
        let color = match severity {
            Severity::Error => tokens.error,
            Severity::Warning => tokens.badge,
        };
        let zoom = zoom.max(0.5);
        let center = corner + vec2(-3.0, 2.0) * zoom;
        let line = [center - vec2(0.0, 4.5) * zoom, center + vec2(0.0, 1.0) * zoom];
        Self {
            ground: (center, 10.0 * zoom, color),
            line: (line, Stroke::new(1.7 * zoom, tokens.on_badge)),
            dot: (center + vec2(0.0, 4.2) * zoom, 1.1 * zoom, tokens.on_badge),
        }
    }
}
