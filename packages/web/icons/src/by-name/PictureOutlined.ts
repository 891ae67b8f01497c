export { PictureOutlined as default } from "../drawings.ts";
