//! The pages of a PDF that are images, drawn from these alone and recognised.

use hayro_interpret::font::GlyphRun;
use hayro_interpret::kurbo::{Affine, BezPath};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageData, ImageDrawProps, LumaData,
    Paint, SoftMask,
};

use super::super::out::Images;
use super::super::recognise::{Canvas, Pixels, Place, Recognised, Sight, placed};
use super::device::Sheet;

/// How many characters a scan may have that are none of its text: what a scanner or a stamp writes
/// over it (`扫描全能王 创建`, the number of the page).
const OVER: usize = 40;

/// How much of such a page is an image at least.
const COVERED: f64 = 0.6;

/// The most pixels of an image: it takes four bytes a pixel while it is decoded.
const PIXELS: u64 = 120_000_000;

/// A point in inches.
const POINT: f64 = 1.0 / 72.0;

/// Reads the pages that are images and puts their text onto them; `paint` draws the page of a number.
pub(super) fn read(
    sheets: &mut [Sheet],
    sight: Sight<'_>,
    paint: impl Fn(usize, &mut Painter),
) -> Images {
    let numbers: Vec<usize> = (0..sheets.len()).filter(|at| is_image(&sheets[*at])).collect();
    let Some(sight) = sight else {
        let count = numbers.len() as u32;
        return Images { count, waiting: count, ..Images::default() };
    };
    let canvases: Vec<(usize, f64)> = numbers
        .iter()
        .filter_map(|number| Some((*number, canvas(&sheets[*number])?.scale())))
        .collect();
    let sizes: Vec<Sheet> = canvases.iter().map(|(number, _)| sheets[*number].outline()).collect();
    let mut pictures = canvases.iter().zip(&sizes).filter_map(|((number, _), sheet)| {
        let mut painter = Painter { canvas: canvas(sheet)? };
        paint(*number, &mut painter);
        Some(painter.canvas.picture())
    });
    let read = sight.read(canvases.len(), &mut pictures);
    let mut images = Images { count: numbers.len() as u32, ..Images::default() };
    for ((number, scale), page) in canvases.into_iter().zip(read) {
        match page {
            Ok(page) => images.recognised += u32::from(add(&mut sheets[number], &page, scale)),
            Err(why) => _ = images.unreadable.get_or_insert(format!("tesseract {why}")),
        }
    }
    if images.recognised == 0 && !numbers.is_empty() {
        images.unreadable.get_or_insert_with(|| "no text was recognised".into());
    }
    images
}

/// Whether a page is an image, with nothing over it but what a scanner writes.
fn is_image(sheet: &Sheet) -> bool {
    let count = sheet.text.iter().filter(|glyph| !glyph.c.is_whitespace()).count();
    sheet.has_image && (count == 0 || count <= OVER && sheet.covered >= COVERED)
}

fn canvas(sheet: &Sheet) -> Option<Canvas> {
    Canvas::new(sheet.size, sheet.finest?, Some(POINT))
}

/// Puts what was read onto a page; whether there is anything.
fn add(sheet: &mut Sheet, page: &Recognised, scale: f64) -> bool {
    sheet.recognised = page.sure();
    sheet.text.extend(placed(page, (1.0 / scale) as f32));
    sheet.recognised.is_some()
}

impl Sheet {
    /// The page without what is on it.
    fn outline(&self) -> Self {
        let Self { size, finest, .. } = *self;
        Self { size, finest, ..Self::default() }
    }
}

/// A device that draws images and nothing else.
pub(super) struct Painter {
    canvas: Canvas,
}

impl Painter {
    fn draw(&mut self, image: &Pixels, (x, y): (f32, f32), place: Affine) {
        let place = place * Affine::scale_non_uniform(f64::from(x), f64::from(y));
        self.canvas.draw(image, Place(place.as_coeffs()));
    }
}

impl<'a> Device<'a> for Painter {
    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        if u64::from(image.width()) * u64::from(image.height()) > PIXELS {
            return;
        }
        match image {
            Image::Raster(raster) => raster.with_rgba(
                |data, alpha| {
                    let scale = data.scale_factors();
                    self.draw(&raster_pixels(data, alpha), scale, props.transform);
                },
                None,
            ),
            Image::Stencil(stencil) => stencil.with_stencil(
                |mask, paint| {
                    let scale = mask.scale_factors;
                    self.draw(&stencil_pixels(mask, paint), scale, props.transform);
                },
                None,
            ),
        }
    }

    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {}

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

fn raster_pixels(data: ImageData, alpha: Option<LumaData>) -> Pixels {
    let (width, height) = (data.width(), data.height());
    let luma = match data {
        ImageData::Luma(data) => data.data,
        ImageData::Rgb(data) => data.data.chunks_exact(3).map(grey).collect(),
    };
    // One of another size would lie elsewhere: it is rather left out.
    let alpha = alpha.filter(|alpha| (alpha.width, alpha.height) == (width, height));
    Pixels { width, height, luma, alpha: alpha.map(|alpha| alpha.data) }
}

fn stencil_pixels(mask: LumaData, paint: &Paint<'_>) -> Pixels {
    let ink = match paint {
        Paint::Color(color) => {
            let [r, g, b, _] = color.to_rgba().to_rgba8();
            grey(&[r, g, b])
        }
        Paint::Pattern(_) => 0,
    };
    let LumaData { data, width, height, .. } = mask;
    Pixels { width, height, luma: vec![ink; data.len()], alpha: Some(data) }
}

/// How bright a colour is.
fn grey(rgb: &[u8]) -> u8 {
    let [r, g, b] = [rgb[0], rgb[1], rgb[2]].map(u32::from);
    ((299 * r + 587 * g + 114 * b) / 1000) as u8
}
