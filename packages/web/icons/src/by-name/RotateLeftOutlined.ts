export { RotateLeftOutlined as default } from "../drawings.ts";
