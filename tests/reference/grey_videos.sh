#!/bin/sh
# Writes the small videos of the video tests: frame n is one grey, luma 20 + 3 n. Needs ffmpeg with libx264 and libx265.
#   sh tests/reference/grey_videos.sh tests/golden/video
set -e
cd "$1"
grey="color=c=gray:size=160x96:rate=30,format=yuv420p,geq=lum='20+3*N':cb=128:cr=128"
run() { ffmpeg -v error -y -f lavfi -i "$grey" "$@"; }
run -frames:v 60 -c:v libx264 -preset veryslow -bf 2 -g 15 -x264-params scenecut=0 -movflags +faststart h264.mp4
run -frames:v 60 -c:v libx264 -bf 3 -g 10 -x264-params scenecut=0:open-gop=1 h264-open-gop-index-last.mp4
run -frames:v 60 -vf "select='not(eq(mod(n,7),3))'" -fps_mode vfr -c:v libx264 -bf 2 -g 15 h264-variable-rate.mp4
run -frames:v 60 -c:v libx264 -bf 2 -g 15 -movflags negative_cts_offsets h264-negative-offsets.mp4
run -frames:v 60 -c:v libx265 -x265-params log-level=error -tag:v hvc1 hevc.mp4
run -frames:v 60 -c:v libx264 -movflags frag_keyframe+empty_moov fragmented.mp4
