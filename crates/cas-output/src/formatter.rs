//! How serde_json's events become bytes: compact or indented, decimals as numbers or as strings.

use std::io;

use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};

use crate::{JsonOptions, Numbers};

/// A formatter chosen at run time.
pub(crate) struct Writer {
    layout: Layout,
    numbers: Numbers,
}

enum Layout {
    Compact(CompactFormatter),
    Pretty(PrettyFormatter<'static>),
}

impl Writer {
    pub(crate) fn new(options: JsonOptions) -> Self {
        let layout = if options.pretty {
            Layout::Pretty(PrettyFormatter::new())
        } else {
            Layout::Compact(CompactFormatter)
        };
        Self { layout, numbers: options.numbers }
    }
}

/// Passes the structural events on to the layout.
macro_rules! pass {
    ($($event:ident($($argument:ident: $type:ty),*);)*) => {
        $(
            #[inline]
            fn $event<W: ?Sized + io::Write>(&mut self, writer: &mut W $(, $argument: $type)*) -> io::Result<()> {
                match &mut self.layout {
                    Layout::Compact(layout) => layout.$event(writer $(, $argument)*),
                    Layout::Pretty(layout) => layout.$event(writer $(, $argument)*),
                }
            }
        )*
    };
}

impl Formatter for Writer {
    pass! {
        begin_array();
        end_array();
        begin_array_value(first: bool);
        end_array_value();
        begin_object();
        end_object();
        begin_object_key(first: bool);
        end_object_key();
        begin_object_value();
        end_object_value();
    }

    /// Only decimals come here: counts are integers and have events of their own.
    #[inline]
    fn write_number_str<W: ?Sized + io::Write>(&mut self, writer: &mut W, value: &str) -> io::Result<()> {
        match self.numbers {
            Numbers::Number => writer.write_all(value.as_bytes()),
            Numbers::String => {
                writer.write_all(b"\"")?;
                writer.write_all(value.as_bytes())?;
                writer.write_all(b"\"")
            }
        }
    }
}
