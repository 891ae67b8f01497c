export { DownOutlined as default } from "../drawings.ts";
