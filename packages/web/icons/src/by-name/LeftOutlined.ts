export { LeftOutlined as default } from "../drawings.ts";
