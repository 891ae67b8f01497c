export { EyeOutlined as default } from "../drawings.ts";
