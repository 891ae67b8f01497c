export { BarsOutlined as default } from "../drawings.ts";
