//! The pages of a PDF that are images, drawn from these alone and recognised.
//!
//! hayro-interpret decodes what PDFs hold (JPEG, JPEG 2000, JBIG2, CCITT, masks) in safe Rust, so that no
//! other program has to draw a page. What scans are made of is drawn: images in strips and layers, at
//! their places, turned and flipped; paths, clips and blending are not.

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::kurbo::{Affine, BezPath, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageData, ImageDrawProps,
    InterpreterCache, InterpreterSettings, LumaData, Paint, RenderContent, SoftMask, TransformExt,
    interpret_page,
};

use super::super::out::Images;
use super::super::recognise::{Canvas, Pixels, Place, Recognised, Sight, placed};
use super::drawing::Sheet;

/// How many characters a scan may have that are none of its text: what a scanner or a stamp writes
/// over it (`扫描全能王 创建`, the number of the page).
const OVER: usize = 40;

/// How much of such a page is an image at least.
const COVERED: f64 = 0.6;

/// The most pixels of an image: it takes four bytes a pixel while it is decoded.
const PIXELS: u64 = 120_000_000;

/// A point in inches.
const POINT: f64 = 1.0 / 72.0;

/// An image that covers less of its page is a stamp, a strip or a sign.
const SMALL: f64 = 0.005;

/// Reads the pages that are images, and puts their text onto them.
pub(super) fn read(pdf: &Pdf, sheets: &mut [Sheet], sight: Sight<'_>) -> Images {
    let pages = Pages::of(pdf);
    let scans: Vec<(usize, Shown)> = (0..sheets.len())
        .filter(|number| may_be_image(&sheets[*number]))
        .map(|number| (number, pages.shown(number)))
        .filter(|(number, shown)| is_blank(&sheets[*number]) || shown.covered >= COVERED)
        .collect();
    let mut images = Images { count: scans.len() as u32, ..Images::default() };
    let Some(sight) = sight else {
        images.waiting = images.count;
        return images;
    };
    let mut drawn = Vec::new();
    let mut pictures = scans.iter().filter_map(|(number, shown)| {
        let mut painter = Painter { canvas: shown.canvas()? };
        pages.draw(*number, &mut painter);
        drawn.push((*number, painter.canvas.scale()));
        Some(painter.canvas.picture())
    });
    let read = sight.read(scans.len(), &mut pictures);
    for ((number, scale), page) in drawn.into_iter().zip(read) {
        match page {
            Ok(page) => images.recognised += u32::from(add(&mut sheets[number], &page, scale)),
            Err(why) => _ = images.unreadable.get_or_insert(format!("tesseract {why}")),
        }
    }
    if images.recognised == 0 && images.count > 0 {
        images.unreadable.get_or_insert_with(|| "no text was recognised".into());
    }
    images
}

/// Whether a page shows an image, with nothing over it but what a scanner writes.
fn may_be_image(sheet: &Sheet) -> bool {
    sheet.has_image && characters(sheet) <= OVER
}

fn is_blank(sheet: &Sheet) -> bool {
    characters(sheet) == 0
}

fn characters(sheet: &Sheet) -> usize {
    sheet.text.iter().filter(|glyph| !glyph.c.is_whitespace()).count()
}

/// Puts what was read onto a page; whether there is anything.
fn add(sheet: &mut Sheet, page: &Recognised, scale: f64) -> bool {
    sheet.recognised = page.sure();
    sheet.text.extend(placed(page, (1.0 / scale) as f32));
    sheet.recognised.is_some()
}

/// The pages of a document, to be drawn by hayro-interpret.
struct Pages<'a> {
    pdf: &'a Pdf,
    cache: InterpreterCache<'a>,
    settings: InterpreterSettings,
}

impl<'a> Pages<'a> {
    fn of(pdf: &'a Pdf) -> Self {
        let settings = InterpreterSettings {
            render_content: RenderContent::PAGE,
            ..InterpreterSettings::default()
        };
        Self { pdf, cache: InterpreterCache::new(), settings }
    }

    fn draw(&self, number: usize, looks: &mut impl Looks) {
        let page = &self.pdf.pages()[number];
        let (width, height) = page.render_dimensions();
        let upright = page.initial_transform(true).to_kurbo();
        let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let settings = self.settings.clone();
        let mut context = Context::new(upright, bounds, &self.cache, self.pdf.xref(), settings);
        interpret_page(page, &mut context, &mut OnlyImages(looks));
    }

    /// What the page of this number shows of images.
    fn shown(&self, number: usize) -> Shown {
        let (width, height) = self.pdf.pages()[number].render_dimensions();
        let size = (f64::from(width), f64::from(height));
        let mut shown = Shown { size, ..Shown::default() };
        self.draw(number, &mut shown);
        shown
    }
}

/// What looks at the images of a page, one after the other.
trait Looks {
    /// Looks at an image whose pixels lie on the page as `place` says.
    fn see(&mut self, image: Image<'_, '_>, place: Affine);
}

/// A device that shows images, and leaves out all else.
struct OnlyImages<'l, L>(&'l mut L);

impl<'a, L: Looks> Device<'a> for OnlyImages<'_, L> {
    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.0.see(image, props.transform);
    }

    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {}

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

/// How the images of a page lie.
#[derive(Default)]
struct Shown {
    /// The size of the page in points.
    size: (f64, f64),
    /// How much of the page its largest image covers, of 1.
    covered: f64,
    /// How many points a pixel of its finest large image is long.
    finest: Option<f64>,
}

impl Shown {
    fn canvas(&self) -> Option<Canvas> {
        Canvas::new(self.size, self.finest?, Some(POINT))
    }
}

impl Looks for Shown {
    fn see(&mut self, image: Image<'_, '_>, place: Affine) {
        let pixel = Place(place.as_coeffs()).scale();
        let pixels = f64::from(image.width()) * f64::from(image.height());
        let covered = pixel * pixel * pixels / (self.size.0 * self.size.1);
        self.covered = self.covered.max(covered);
        if covered > SMALL {
            self.finest = Some(self.finest.map_or(pixel, |finest| finest.min(pixel)));
        }
    }
}

/// Draws the images of a page.
struct Painter {
    canvas: Canvas,
}

impl Painter {
    fn draw(&mut self, image: &Pixels, (x, y): (f32, f32), place: Affine) {
        let place = place * Affine::scale_non_uniform(f64::from(x), f64::from(y));
        self.canvas.draw(image, Place(place.as_coeffs()));
    }
}

impl Looks for Painter {
    fn see(&mut self, image: Image<'_, '_>, place: Affine) {
        if u64::from(image.width()) * u64::from(image.height()) > PIXELS {
            return;
        }
        match image {
            Image::Raster(raster) => raster.with_rgba(
                |data, alpha| {
                    let scale = data.scale_factors();
                    self.draw(&raster_pixels(data, alpha), scale, place);
                },
                None,
            ),
            Image::Stencil(stencil) => stencil.with_stencil(
                |mask, paint| {
                    let scale = mask.scale_factors;
                    self.draw(&stencil_pixels(mask, paint), scale, place);
                },
                None,
            ),
        }
    }
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
