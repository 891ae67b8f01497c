export { FileOutlined as default } from "../drawings.ts";
