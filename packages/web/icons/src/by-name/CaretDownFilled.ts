export { CaretDownFilled as default } from "../drawings.ts";
