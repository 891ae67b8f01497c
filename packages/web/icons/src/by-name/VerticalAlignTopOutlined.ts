export { VerticalAlignTopOutlined as default } from "../drawings.ts";
