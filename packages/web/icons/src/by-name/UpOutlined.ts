export { UpOutlined as default } from "../drawings.ts";
