//! Net promoter score: which group an answer belongs to, and the index over many answers.

use crate::model::Decimal;

/// Highest score; the lowest is 0.
pub const NPS_MAX: i64 = 10;

/// The three groups of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NpsGroup {
    /// 9 and 10.
    Promoter,
    /// 7 and 8.
    Passive,
    /// 0 to 6.
    Detractor,
}

impl NpsGroup {
    /// All groups, the happiest first.
    pub const ALL: [Self; 3] = [Self::Promoter, Self::Passive, Self::Detractor];

    /// The group of a score; `None` outside of 0 to 10.
    pub const fn of(score: i64) -> Option<Self> {
        match score {
            9..=NPS_MAX => Some(Self::Promoter),
            7..=8 => Some(Self::Passive),
            0..=6 => Some(Self::Detractor),
            _ => None,
        }
    }
}

/// How many answers fell into each group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NpsCount {
    /// Answers of 9 and 10.
    pub promoters: u64,
    /// Answers of 7 and 8.
    pub passives: u64,
    /// Answers of 0 to 6.
    pub detractors: u64,
}

impl NpsCount {
    /// Counts answers; scores outside of 0 to 10 are no answers.
    pub fn of(scores: impl IntoIterator<Item = i64>) -> Self {
        let mut count = Self::default();
        for score in scores {
            match NpsGroup::of(score) {
                Some(NpsGroup::Promoter) => count.promoters += 1,
                Some(NpsGroup::Passive) => count.passives += 1,
                Some(NpsGroup::Detractor) => count.detractors += 1,
                None => {}
            }
        }
        count
    }

    /// How many answered.
    pub const fn answers(self) -> u64 {
        self.promoters + self.passives + self.detractors
    }

    /// The index: the share of promoters less that of detractors, −100 to 100 with decimal places; `None`
    /// while nobody has answered.
    pub fn index(self) -> Option<Decimal> {
        let difference = i64::try_from(i128::from(self.promoters) - i128::from(self.detractors)).ok()?;
        let answers = Decimal::from_int(i64::try_from(self.answers()).ok()?);
        Decimal::from_int(difference).times(Decimal::from_int(100)).over(answers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(scores: &[i64]) -> Option<Decimal> {
        NpsCount::of(scores.iter().copied()).index()
    }

    #[test]
    fn the_index_of_known_answers_is_the_one_worked_out_by_hand() {
        // 4 promoters, 3 passives, 3 detractors of 10: 40 % − 30 %.
        assert_eq!(index(&[10, 9, 10, 9, 8, 7, 7, 6, 0, 3]), Some(Decimal::from_int(10)));
        assert_eq!(index(&[10, 9]), Some(Decimal::from_int(100)));
        assert_eq!(index(&[0, 6, 5]), Some(Decimal::from_int(-100)));
        assert_eq!(index(&[7, 8]), Some(Decimal::ZERO));
        // 1 of 3 less 0 of 3.
        assert_eq!(index(&[9, 8, 7]), Decimal::parse("33.333333"));
    }

    #[test]
    fn what_is_no_score_does_not_count_and_nobody_gives_no_index() {
        assert_eq!(index(&[]), None);
        assert_eq!(index(&[-1, 11]), None);
        assert_eq!(NpsCount::of([11, 10, -1, 8, 0]), NpsCount { promoters: 1, passives: 1, detractors: 1 });
    }

    #[test]
    fn every_score_belongs_to_one_group() {
        let groups: Vec<_> = (0..=NPS_MAX).filter_map(NpsGroup::of).collect();
        assert_eq!(groups.len(), 11);
        assert!(groups.is_sorted_by(|a, b| a >= b), "{groups:?}");
    }
}
