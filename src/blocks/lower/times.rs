//! Spans, times of day and windows of a block; what does not read is a problem and takes no time.

use super::{Lower, ProblemKind};
use crate::flow::{
    DelayPlan, Duration, Window, parse_duration, parse_time_of_day, parse_weekdays, parse_window,
};
use crate::model::Project;

impl Lower<'_> {
    /// Milliseconds of a short span property such as a typing pause; 0 when empty.
    pub fn millis(&mut self, prop: &str) -> u32 {
        self.reading(prop, None);
        let source = self.block.text(prop).trim();
        match parse_duration(source) {
            Some(span) => u32::try_from(span.about_secs().saturating_mul(1000)).unwrap_or(u32::MAX),
            None => {
                self.broken_time(source);
                0
            }
        }
    }

    /// The delay of a span property within the project's schedule, when the property is filled in.
    pub fn delay(&mut self, prop: &str, in_schedule: bool) -> Option<u32> {
        let span = self.span(prop)?;
        let mut plan =
            DelayPlan { months: span.months, days: span.days, secs: span.secs, ..DelayPlan::default() };
        if in_schedule {
            plan.windows = schedule_windows(self.project);
        }
        Some(self.push_delay(plan))
    }

    /// A span property; a broken one is a problem.
    pub fn span(&mut self, prop: &str) -> Option<Duration> {
        self.parsed(prop, parse_duration)
    }

    /// A property that reads as a time of some sort; a broken one is a problem.
    pub fn parsed<T>(&mut self, prop: &str, parse: fn(&str) -> Option<T>) -> Option<T> {
        self.reading(prop, None);
        let source = self.block.text(prop).trim();
        let parsed = parse(source);
        if parsed.is_none() {
            self.broken_time(source);
        }
        parsed
    }

    /// Keeps a delay and gives its index.
    pub fn push_delay(&mut self, plan: DelayPlan) -> u32 {
        self.flow.delays.push(plan);
        (self.flow.delays.len() - 1) as u32
    }

    /// A time-of-day property; a broken one is a problem.
    pub fn time_of_day(&mut self, prop: &str) -> Option<u32> {
        self.parsed(prop, parse_time_of_day)
    }

    /// The block's own window and weekdays as a window, when one of them is filled in.
    pub fn window(&mut self, window: &str, days: &str) -> Option<Window> {
        let (hours, mask) = (self.block.text(window).trim(), self.block.text(days).trim());
        let mut plan = Window::default();
        self.reading(window, None);
        match parse_window(hours) {
            Some(parsed) => plan = parsed,
            None => self.broken_time(hours),
        }
        self.reading(days, None);
        match parse_weekdays(mask) {
            Some(parsed) => plan.days = parsed,
            None => self.broken_time(mask),
        }
        (plan != Window::default()).then_some(plan)
    }

    fn broken_time(&mut self, source: &str) {
        if !source.is_empty() {
            self.problem(None, ProblemKind::BrokenTime(source.into()));
        }
    }
}

/// The project's schedule as windows that delays keep to. What does not read is reported by the compiler.
pub fn schedule_windows(project: &Project) -> Vec<Window> {
    let schedule = &project.schedule;
    let mut window = parse_window(&schedule.quiet).map(|quiet| quiet.inverted()).unwrap_or_default();
    window.days = parse_weekdays(&schedule.days).unwrap_or(window.days);
    window.holidays = schedule.holidays.iter().filter_map(|date| crate::flow::parse_date(date)).collect();
    if window == Window::default() { vec![] } else { vec![window] }
}
