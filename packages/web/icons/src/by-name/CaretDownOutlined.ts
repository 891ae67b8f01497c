export { CaretDownOutlined as default } from "../drawings.ts";
