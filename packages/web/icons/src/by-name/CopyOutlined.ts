export { CopyOutlined as default } from "../drawings.ts";
