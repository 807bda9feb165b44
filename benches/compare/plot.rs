//! Lines over two logarithmic axes, as SVG.

use std::fmt::Write;

const WIDTH: f64 = 460.0;
const HEIGHT: f64 = 300.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = 130.0;
const TOP: f64 = 34.0;
const BOTTOM: f64 = 40.0;
const COLOURS: [&str; 4] = ["#c0392b", "#2c6fbb", "#7a8b3b", "#8e5ea2"];

/// One line: its name, and its points where both values are above 0.
pub(crate) struct Line {
    pub name: String,
    pub points: Vec<(f64, f64)>,
}

/// The picture of some lines; the title says what the upright axis is.
pub(crate) fn svg(title: &str, across: &str, lines: &[Line]) -> String {
    let points = || lines.iter().flat_map(|line| &line.points);
    let horizontal = Axis::of(points().map(|(x, _)| *x), LEFT, WIDTH - RIGHT);
    let vertical = Axis::of(points().map(|(_, y)| *y), HEIGHT - BOTTOM, TOP);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" \
         font-family=\"sans-serif\" font-size=\"11\" fill=\"#555\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n\
         <text x=\"{LEFT}\" y=\"18\" font-size=\"13\" fill=\"#222\">{title}</text>\n"
    );
    grid(&mut out, &horizontal, &vertical, across);
    for (line, colour) in lines.iter().zip(COLOURS.iter().cycle()) {
        draw(&mut out, line, colour, (&horizontal, &vertical));
    }
    out.push_str("</svg>\n");
    out
}

/// A logarithmic axis from one power of ten to another, and where on the picture it lies.
struct Axis {
    from: i32,
    to: i32,
    start: f64,
    end: f64,
}

impl Axis {
    fn of(values: impl Iterator<Item = f64> + Clone, start: f64, end: f64) -> Self {
        let least = values.clone().fold(f64::INFINITY, f64::min).max(1e-9).log10();
        let most = values.fold(1e-9, f64::max).log10();
        let (from, to) = (least.floor() as i32, most.ceil() as i32);
        Self { from, to: to.max(from + 1), start, end }
    }

    fn at(&self, value: f64) -> f64 {
        let share = (value.log10() - f64::from(self.from)) / f64::from(self.to - self.from);
        self.start + share * (self.end - self.start)
    }

    fn ticks(&self) -> impl Iterator<Item = f64> {
        (self.from..=self.to).map(|power| 10_f64.powi(power))
    }
}

fn grid(out: &mut String, horizontal: &Axis, vertical: &Axis, across: &str) {
    let (left, right, low, high) = (horizontal.start, horizontal.end, vertical.start, vertical.end);
    for tick in horizontal.ticks() {
        let x = horizontal.at(tick);
        _ = writeln!(out, "<path d=\"M{x:.1} {low}V{high}\" stroke=\"#eee\"/>");
        let y = low + 16.0;
        _ = writeln!(
            out,
            "<text x=\"{x:.1}\" y=\"{y}\" text-anchor=\"middle\">{}</text>",
            short(tick)
        );
    }
    for tick in vertical.ticks() {
        let y = vertical.at(tick);
        _ = writeln!(out, "<path d=\"M{left} {y:.1}H{right}\" stroke=\"#eee\"/>");
        let (x, y) = (left - 6.0, y + 4.0);
        _ = writeln!(
            out,
            "<text x=\"{x}\" y=\"{y:.1}\" text-anchor=\"end\">{}</text>",
            short(tick)
        );
    }
    let (x, y) = ((left + right) / 2.0, low + 32.0);
    _ = writeln!(out, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{across}</text>");
}

fn draw(out: &mut String, line: &Line, colour: &str, (horizontal, vertical): (&Axis, &Axis)) {
    let seen = line.points.iter().filter(|(x, y)| *x > 0.0 && *y > 0.0);
    let places: Vec<(f64, f64)> = seen.map(|(x, y)| (horizontal.at(*x), vertical.at(*y))).collect();
    let joined: Vec<String> = places.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
    let joined = joined.join(" ");
    _ = writeln!(
        out,
        "<polyline points=\"{joined}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>"
    );
    for (x, y) in &places {
        _ = writeln!(out, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"{colour}\"/>");
    }
    if let Some((x, y)) = places.last() {
        let (x, y, name) = (x + 8.0, y + 4.0, &line.name);
        _ = writeln!(out, "<text x=\"{x:.1}\" y=\"{y:.1}\" fill=\"{colour}\">{name}</text>");
    }
}

/// `1k`, `10`, `0.1`.
fn short(value: f64) -> String {
    match value {
        1e6.. => format!("{}M", value / 1e6),
        1e3.. => format!("{}k", value / 1e3),
        _ => format!("{value}"),
    }
}
