//! Rectangles of whole pixels.

/// Pixels from `left` and `top` up to `right` and `bottom`, which do not belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// First column.
    pub left: i32,
    /// First row.
    pub top: i32,
    /// The column after the last one.
    pub right: i32,
    /// The row after the last one.
    pub bottom: i32,
}

impl Area {
    /// A whole screen.
    pub fn of_size(width: usize, height: usize) -> Self {
        Self { left: 0, top: 0, right: width as i32, bottom: height as i32 }
    }

    /// What both have.
    pub fn and(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    /// The smallest that holds both.
    pub fn around(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// There is no pixel in it.
    pub fn is_empty(&self) -> bool {
        self.left >= self.right || self.top >= self.bottom
    }

    /// How many pixels are in it.
    pub fn pixels(&self) -> usize {
        if self.is_empty() {
            0
        } else {
            (self.right - self.left) as usize * (self.bottom - self.top) as usize
        }
    }
}

/// The areas, with those that overlap made one, so that no pixel is painted twice.
pub fn apart(areas: impl Iterator<Item = Area>) -> Vec<Area> {
    let mut kept: Vec<Area> = Vec::new();
    for mut area in areas {
        // A bigger area may meet what the smaller one did not: from the beginning again.
        while let Some(met) = kept.iter().position(|other| !other.and(area).is_empty()) {
            area = area.around(kept.swap_remove(met));
        }
        kept.push(area);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(left: i32, top: i32, right: i32, bottom: i32) -> Area {
        Area { left, top, right, bottom }
    }

    #[test]
    fn areas_that_overlap_become_one_and_others_stay() {
        let all = [area(0, 0, 4, 4), area(9, 0, 10, 4), area(3, 3, 6, 6), area(5, 5, 9, 9)];
        let mut apart = apart(all.into_iter());
        apart.sort_by_key(|area| area.left);
        assert_eq!(apart, [area(0, 0, 9, 9), area(9, 0, 10, 4)]);
    }

    #[test]
    fn an_area_turned_inside_out_has_no_pixel() {
        assert!(area(4, 0, 3, 9).is_empty());
        assert_eq!(area(4, 0, 3, 9).pixels(), 0);
        assert_eq!(area(1, 1, 4, 3).pixels(), 6);
    }
}
