//! What a laid-out drawing promises.

#[cfg(test)]
use super::*;

fn drawing(sizes: &[f32], wires: &[(usize, usize)]) -> Drawing {
    let card = |height: &f32| Card { width: 230.0, height: *height, arrive: 17.0, is_entry: false };
    let mut cards: Vec<Card> = sizes.iter().map(card).collect();
    cards[0].is_entry = true;
    let leave =
        |n: usize, from: usize| 17.0 + 28.0 * wires[..n].iter().filter(|wire| wire.0 == from).count() as f32;
    let wire =
        |(n, (from, to)): (usize, &(usize, usize))| Wire { from: *from, leave: leave(n, *from), to: *to };
    Drawing { wires: wires.iter().enumerate().map(wire).collect(), cards }
}

/// Pairs of cards nearer than `gap` to one another.
fn collisions(drawing: &Drawing, places: &[Pos], gap: f32) -> Vec<(usize, usize)> {
    let mut sorted: Vec<usize> = (0..places.len()).collect();
    sorted.sort_by_key(|card| places[*card]);
    let mut found = Vec::new();
    for (n, a) in sorted.iter().enumerate() {
        let (at, size) = (places[*a], &drawing.cards[*a]);
        let reach = at.0 as f32 + size.width + gap;
        for b in sorted[n + 1..].iter().take_while(|b| (places[**b].0 as f32) < reach) {
            let (other, height) = (places[*b].1 as f32, drawing.cards[*b].height);
            if (at.1 as f32) < other + height + gap && other < at.1 as f32 + size.height + gap {
                found.push((*a, *b));
            }
        }
    }
    found
}

/// A web of menus, loops and long ways, with heights of every kind.
fn web(count: usize) -> Drawing {
    let heights: Vec<f32> = (0..count).map(|n| 38.0 + (n * 7919 % 230) as f32).collect();
    let wires: Vec<(usize, usize)> = (0..count)
        .flat_map(|n| [(n, n + 1), (n, n + 3 + n % 5), (n, (n * 31) % (n + 1)), (n, n + 20)])
        .filter(|(from, to)| *to < count && (from % 3 != 0 || to % 2 == 0))
        .collect();
    drawing(&heights, &wires)
}

#[test]
fn wires_lead_to_the_right_and_a_loop_back_moves_nothing() {
    let places = arrange(&drawing(&[60.0; 5], &[(0, 1), (1, 2), (2, 3), (1, 4), (3, 1)]));
    let x: Vec<i32> = places.iter().map(|pos| pos.0).collect();
    assert!(x[0] < x[1] && x[1] < x[2] && x[2] < x[3] && x[1] < x[4], "{x:?}");
    assert_eq!(places[0].0, 0, "the entry stands at the left");
}

#[test]
fn a_chain_is_one_straight_line() {
    let places = arrange(&drawing(&[60.0, 200.0, 40.0], &[(0, 1), (1, 2)]));
    assert_eq!(places.iter().map(|pos| pos.1).collect::<Vec<_>>(), [0, 0, 0]);
}

#[test]
fn a_very_long_chain_breaks_into_rows_that_read_from_left_to_right() {
    let chain: Vec<(usize, usize)> = (1..30).map(|n| (n - 1, n)).collect();
    let drawing = drawing(&[120.0; 30], &chain);
    let places = arrange(&drawing);
    let mut rows: Vec<i32> = places.iter().map(|pos| pos.1).collect();
    assert!(rows.is_sorted(), "{rows:?}");
    rows.dedup();
    assert!((3..=6).contains(&rows.len()), "{rows:?}");
    for (from, to) in chain {
        let breaks = places[from].1 != places[to].1;
        assert!(if breaks { places[to].0 == 0 } else { places[from].0 < places[to].0 }, "{from} to {to}");
    }
    assert_eq!(collisions(&drawing, &places, 43.0), []);
}

#[test]
fn what_the_exits_lead_to_stands_in_their_order() {
    let places = arrange(&drawing(&[150.0, 60.0, 60.0, 60.0, 60.0], &[(0, 3), (0, 1), (0, 4), (0, 2)]));
    let order = [3, 1, 4, 2].map(|card: usize| places[card].1);
    assert!(order.is_sorted(), "{order:?}");
}

#[test]
fn no_two_cards_come_close_in_any_web_and_each_time_alike() {
    for count in [1, 2, 7, 40, 300] {
        let web = web(count);
        let places = arrange(&web);
        assert_eq!(collisions(&web, &places, 43.0), []);
        assert_eq!(places, arrange(&web));
    }
}

#[test]
fn parts_without_a_wire_between_them_stand_apart() {
    let pairs: Vec<(usize, usize)> = (0..12).map(|n| (2 * n, 2 * n + 1)).collect();
    let many = drawing(&[80.0; 24], &pairs);
    let places = arrange(&many);
    assert_eq!(collisions(&many, &places, 80.0), []);
    let (width, height) = places.iter().fold((0, 0), |size, pos| (size.0.max(pos.0), size.1.max(pos.1)));
    assert!(width < 4 * height && height < 4 * width, "{width} × {height}");
}

#[test]
fn a_card_without_a_place_goes_beside_its_neighbour_and_the_others_stay() {
    let drawing = drawing(&[60.0; 5], &[(0, 1), (0, 2), (3, 4)]);
    let places = place_new(&drawing, &[Some(Pos(500, 500)), Some(Pos(822, 500)), None, None, None]);
    assert_eq!(places[..2], [Pos(500, 500), Pos(822, 500)]);
    assert!(places[2].0 > 730 && (places[2].1 - 500).abs() < 300, "{places:?}");
    assert!(places[3].1 > 560 && places[4].0 > places[3].0, "{places:?}");
    assert_eq!(collisions(&drawing, &places, 20.0), []);
}

#[test]
fn tidying_moves_what_lies_askew_and_keeps_the_authors_picture() {
    let drawing = drawing(&[60.0, 100.0, 60.0, 60.0], &[(0, 1), (1, 2)]);
    // The second stands a little low, the third lies half over the second, the fourth is far away.
    let known = [Pos(0, 0), Pos(330, 19), Pos(352, 80), Pos(40, 900)].map(Some);
    let places = tidy(&drawing, &known, &[false; 4]);
    assert_eq!(places[0], Pos(0, 0));
    assert_eq!(places[1].1, 0, "the wire is straight");
    assert_eq!(places[1].0, places[2].0, "one column");
    assert!(places[2].1 >= 120);
    assert_eq!(places[3].1, 902, "on the grid");
    let again: Vec<Option<Pos>> = places.iter().copied().map(Some).collect();
    assert_eq!(tidy(&drawing, &again, &[false; 4]), places, "order stays order");
}

#[test]
fn tidying_a_part_moves_nothing_else() {
    let web = web(60);
    let known: Vec<Option<Pos>> = (0..60).map(|n| Some(Pos(n * 37 % 900, n * 53 % 700))).collect();
    let fixed: Vec<bool> = (0..60).map(|n| n % 2 == 0).collect();
    let places = tidy(&web, &known, &fixed);
    for card in (0..60).step_by(2) {
        assert_eq!(Some(places[card]), known[card]);
    }
    let moved = collisions(&web, &places, 20.0).into_iter().find(|(a, b)| !fixed[*a] || !fixed[*b]);
    assert_eq!(moved, None);
}
