//! The few dozen emoji that marketers put into messages.

/// How many stand in a row of the picker.
pub(super) const PER_ROW: usize = 10;

/// Emoji of the picker.
pub(super) const EMOJI: &[&str] = &[
    "😊", "🙂", "😉", "😍", "🤩", "😎", "🤗", "🤔", "😅", "😢", // faces
    "👋", "👍", "👎", "👌", "🙏", "💪", "👏", "🤝", "👇", "👉", // hands
    "❤️", "💙", "💚", "🔥", "✨", "⭐", "🌟", "⚡", "🎉", "🎁", // joy
    "✅", "❌", "⚠️", "❓", "❗", "💡", "📌", "📎", "📄", "📚", // marks
    "📈", "📊", "💰", "💳", "🛒", "🏷️", "📦", "🚚", "🏆", "🎯", // trade
    "📞", "📧", "📍", "📅", "⏰", "⏳", "🎓", "🎬", "🎧", "🍕", // meeting
];
