//! A page in grey, on which its images are drawn at their places.

use super::picture::Picture;

/// The dots an inch that pages are brought to.
const DPI: f64 = 200.0;

/// The width of an A4 page at that, in pixels: that of a page whose size is not known.
const WIDTH: f64 = 1654.0;

/// Pages whose shorter side is so long, in points, have a size that can be trusted: A6 to A2.
const SIZES: std::ops::RangeInclusive<f64> = 290.0..=1200.0;

/// The most that an image is enlarged.
const ENLARGED: f64 = 3.0;

/// The most pixels of a page.
const PIXELS: f64 = 20e6;

/// The longest side of a page: tesseract takes no longer one.
const SIDE: f64 = 32_000.0;

/// The shortest side of a page with text on it, in pixels.
const LEAST: f64 = 16.0;

/// Decoded pixels of an image.
pub(in super::super) struct Pixels {
    pub width: u32,
    pub height: u32,
    /// By rows, black as 0.
    pub luma: Vec<u8>,
    /// How opaque each is; all are without it.
    pub alpha: Option<Vec<u8>>,
}

/// Where the pixels of an image lie on a page: `x' = a x + c y + e`, `y' = b x + d y + f`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in super::super) struct Place(pub [f64; 6]);

impl Place {
    fn inverse(self) -> Option<Self> {
        let [a, b, c, d, e, f] = self.0;
        let area = a * d - b * c;
        let is_fine = area.is_finite() && area.abs() > 1e-12 && e.is_finite() && f.is_finite();
        is_fine.then(|| {
            let (a, b, c, d) = (d / area, -b / area, -c / area, a / area);
            Self([a, b, c, d, -(a * e + c * f), -(b * e + d * f)])
        })
    }

    fn of(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// How many units of the page a pixel is long.
    pub(in super::super) fn scale(self) -> f64 {
        let [a, b, c, d, ..] = self.0;
        (a * d - b * c).abs().sqrt()
    }
}

/// A page that is drawn.
pub(in super::super) struct Canvas {
    width: usize,
    height: usize,
    /// How many pixels a unit of the page has.
    scale: f64,
    dpi: u32,
    luma: Vec<u8>,
}

impl Canvas {
    /// A white page of this size, whose finest image has pixels of `finest` units; `None` for one that
    /// no text could be on. A unit is so many inches, where that is known.
    pub(in super::super) fn new(size: (f64, f64), finest: f64, inch: Option<f64>) -> Option<Self> {
        let short = size.0.min(size.1);
        let own = 1.0 / finest;
        let known = inch.filter(|inch| SIZES.contains(&(short * inch * 72.0)));
        let wanted = match known {
            Some(inch) => DPI * inch,
            None => WIDTH / short,
        };
        let usual = own > 0.75 * wanted && own < 1.25 * wanted;
        let most = (PIXELS / (size.0 * size.1)).sqrt().min(SIDE / size.0.max(size.1));
        let scale = if usual { own } else { wanted.min(ENLARGED * own) }.min(most);
        let (width, height) = (size.0 * scale, size.1 * scale);
        let is_fine = scale.is_finite() && width >= LEAST && height >= LEAST;
        is_fine.then(|| {
            let (width, height) = (width.round() as usize, height.round() as usize);
            let dpi = known.map_or(DPI, |inch| scale / inch) as u32;
            Self { width, height, scale, dpi, luma: vec![255; width * height] }
        })
    }

    /// How many pixels a unit of the page has.
    pub(in super::super) fn scale(&self) -> f64 {
        self.scale
    }

    /// Draws an image whose pixels lie on the page so.
    pub(in super::super) fn draw(&mut self, image: &Pixels, place: Place) {
        let on_canvas = Place(place.0.map(|number| number * self.scale));
        let Some(back) = on_canvas.inverse() else { return };
        let (columns, rows) = self.bounds(image, on_canvas);
        // As many samples each way as pixels of the image lie in a pixel of the page.
        let samples = (back.scale() - 0.05).ceil().clamp(1.0, 8.0) as u32;
        for row in rows {
            for column in columns.clone() {
                let at = row * self.width + column;
                let sample = image.sampled(back, (column as f64, row as f64), samples);
                self.luma[at] = sample.over(self.luma[at]);
            }
        }
    }

    /// The columns and rows of the page that an image may touch.
    fn bounds(
        &self,
        image: &Pixels,
        place: Place,
    ) -> (std::ops::Range<usize>, std::ops::Range<usize>) {
        let (width, height) = (f64::from(image.width), f64::from(image.height));
        let corners = [(0.0, 0.0), (width, 0.0), (0.0, height), (width, height)];
        let corners = corners.map(|(x, y)| place.of(x, y));
        let range = |values: [f64; 4], most: usize| {
            let (low, high) = values.iter().fold((f64::MAX, f64::MIN), |(low, high), value| {
                (low.min(*value), high.max(*value))
            });
            (low.floor().max(0.0) as usize).min(most)..(high.ceil().max(0.0) as usize).min(most)
        };
        (
            range(corners.map(|corner| corner.0), self.width),
            range(corners.map(|corner| corner.1), self.height),
        )
    }

    pub(in super::super) fn picture(self) -> Picture {
        let (width, height) = (self.width as u32, self.height as u32);
        Picture { width, height, dpi: self.dpi, pixels: self.luma }
    }
}

/// What an image shows at a place: its grey and how opaque it is, both from 0 to 255.
#[derive(Clone, Copy, Default)]
struct Sample {
    luma: f64,
    alpha: f64,
}

impl Sample {
    fn over(self, below: u8) -> u8 {
        let share = self.alpha / 255.0;
        (self.luma * share + f64::from(below) * (1.0 - share)).round() as u8
    }
}

impl Pixels {
    /// What the image shows in the pixel of the page at `(x, y)`, by so many samples each way.
    fn sampled(&self, back: Place, (x, y): (f64, f64), samples: u32) -> Sample {
        if samples == 1 {
            let (x, y) = back.of(x + 0.5, y + 0.5);
            return self.between(x, y);
        }
        let mut sum = Sample::default();
        let step = 1.0 / f64::from(samples);
        for row in 0..samples {
            for column in 0..samples {
                let at = |part: u32| (f64::from(part) + 0.5) * step;
                let (x, y) = back.of(x + at(column), y + at(row));
                let one = self.at(x.floor() as i64, y.floor() as i64);
                sum.luma += one.luma * one.alpha;
                sum.alpha += one.alpha;
            }
        }
        let luma = if sum.alpha > 0.0 { sum.luma / sum.alpha } else { 0.0 };
        Sample { luma, alpha: sum.alpha * step * step }
    }

    /// What lies at a point, from the four pixels around it.
    fn between(&self, x: f64, y: f64) -> Sample {
        if x < 0.0 || y < 0.0 || x >= f64::from(self.width) || y >= f64::from(self.height) {
            return Sample::default();
        }
        let (left, top) = (x - 0.5, y - 0.5);
        let (column, row) = (left.floor(), top.floor());
        let (right, down) = (left - column, top - row);
        let edge = |value: f64, most: u32| (value as i64).clamp(0, i64::from(most) - 1);
        let one = |x: f64, y: f64| self.at(edge(x, self.width), edge(y, self.height));
        let corners = [
            (one(column, row), (1.0 - right) * (1.0 - down)),
            (one(column + 1.0, row), right * (1.0 - down)),
            (one(column, row + 1.0), (1.0 - right) * down),
            (one(column + 1.0, row + 1.0), right * down),
        ];
        let alpha: f64 = corners.iter().map(|(one, share)| one.alpha * share).sum();
        let luma: f64 = corners.iter().map(|(one, share)| one.luma * one.alpha * share).sum();
        Sample { luma: if alpha > 0.0 { luma / alpha } else { 0.0 }, alpha }
    }

    /// One pixel; outside nothing is drawn.
    fn at(&self, x: i64, y: i64) -> Sample {
        if x < 0 || y < 0 || x >= i64::from(self.width) || y >= i64::from(self.height) {
            return Sample::default();
        }
        let at = y as usize * self.width as usize + x as usize;
        let value = |all: &[u8]| all.get(at).copied().map(f64::from);
        let alpha = self.alpha.as_deref().map_or(Some(255.0), value);
        Sample { luma: value(&self.luma).unwrap_or(255.0), alpha: alpha.unwrap_or(0.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An image whose left half is black, so many pixels wide and high.
    fn half(size: u32) -> Pixels {
        let luma = (0..size * size).map(|at| if at % size < size / 2 { 0 } else { 255 }).collect();
        Pixels { width: size, height: size, luma, alpha: None }
    }

    /// How much of each quarter of a page (left above, right above, left below, right below) is black.
    fn quarters(picture: &Picture) -> [u32; 4] {
        let mut dark = [0; 4];
        for (at, luma) in picture.pixels.iter().enumerate() {
            let (x, y) = (at as u32 % picture.width, at as u32 / picture.width);
            let quarter =
                u32::from(x >= picture.width / 2) + 2 * u32::from(y >= picture.height / 2);
            dark[quarter as usize] += u32::from(*luma < 128);
        }
        dark.map(|dark| 400 * dark / (picture.width * picture.height))
    }

    #[test]
    fn images_lie_where_their_pages_put_them_turned_and_flipped() {
        let page = |place: [f64; 6]| {
            let mut canvas = Canvas::new((600.0, 600.0), 1.0, None).unwrap();
            canvas.draw(&half(600), Place(place));
            quarters(&canvas.picture())
        };
        assert_eq!(page([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]), [100, 0, 100, 0]);
        assert_eq!(page([-1.0, 0.0, 0.0, 1.0, 600.0, 0.0]), [0, 100, 0, 100]);
        assert_eq!(page([0.0, 1.0, -1.0, 0.0, 600.0, 0.0]), [100, 100, 0, 0]);
        assert_eq!(page([0.5, 0.0, 0.0, 0.5, 300.0, 300.0])[..3], [0, 0, 0]);
    }

    #[test]
    fn strips_make_one_page_and_the_clear_parts_of_an_image_hide_nothing() {
        let mut canvas = Canvas::new((600.0, 600.0), 1.0, None).unwrap();
        canvas.draw(&half(300), Place([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]));
        canvas.draw(&half(300), Place([1.0, 0.0, 0.0, 1.0, 0.0, 300.0]));
        let clear = Pixels { alpha: Some(vec![0; 300 * 300]), ..half(300) };
        canvas.draw(&clear, Place([2.0, 0.0, 0.0, 2.0, 0.0, 0.0]));
        assert_eq!(quarters(&canvas.picture()), [50, 0, 50, 0]);
    }

    #[test]
    fn pages_are_brought_to_the_size_that_is_read_best() {
        let size = |size: (f64, f64), finest: f64, inch: Option<f64>| {
            Canvas::new(size, finest, inch).map(|canvas| (canvas.width, canvas.height, canvas.dpi))
        };
        let point = Some(1.0 / 72.0);
        // A4 in points, scanned at 300, 200 and 72 dpi.
        assert_eq!(size((595.0, 842.0), 0.24, point), Some((1653, 2339, 200)));
        assert_eq!(size((595.0, 842.0), 0.36, point), Some((1653, 2339, 200)));
        assert_eq!(size((595.0, 842.0), 1.0, point), Some((1653, 2339, 200)));
        // A photograph, a screen, a small picture, one that is not a page.
        assert_eq!(size((3000.0, 4000.0), 1.0, None), Some((1654, 2205, 200)));
        assert_eq!(size((1280.0, 900.0), 1.0, None), Some((2352, 1654, 200)));
        assert_eq!(size((300.0, 200.0), 1.0, None), Some((900, 600, 200)));
        assert_eq!(size((2.0, 2.0), 1.0, None), None);
        let (width, height, _) = size((1000.0, 100_000.0), 1.0, None).unwrap();
        assert!(width * height <= 20_000_000 && height <= 32_000);
    }
}
