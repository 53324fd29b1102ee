;; Dot products of one vector with many, four numbers at a time. Assembled into dot-products.ts.
;; Addresses and lengths are bytes; $size, of one vector, is a multiple of 64.
(module
  (import "js" "memory" (memory 1))
  (func (export "dots")
    (param $query i32) (param $vectors i32) (param $size i32)
    (param $slots i32) (param $count i32) (param $out i32)
    (local $end i32) (local $at i32) (local $with i32) (local $stop i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local.set $end (i32.add (local.get $slots) (i32.shl (local.get $count) (i32.const 2))))
    (block $done
      (loop $next
        (br_if $done (i32.eq (local.get $slots) (local.get $end)))
        (local.set $at (i32.add (local.get $vectors)
          (i32.mul (i32.load (local.get $slots)) (local.get $size))))
        (local.set $with (local.get $query))
        (local.set $stop (i32.add (local.get $query) (local.get $size)))
        (local.set $a (v128.const f32x4 0 0 0 0))
        (local.set $b (v128.const f32x4 0 0 0 0))
        (local.set $c (v128.const f32x4 0 0 0 0))
        (local.set $d (v128.const f32x4 0 0 0 0))
        (loop $axis
          (local.set $a (f32x4.add (local.get $a)
            (f32x4.mul (v128.load (local.get $at)) (v128.load (local.get $with)))))
          (local.set $b (f32x4.add (local.get $b)
            (f32x4.mul (v128.load offset=16 (local.get $at)) (v128.load offset=16 (local.get $with)))))
          (local.set $c (f32x4.add (local.get $c)
            (f32x4.mul (v128.load offset=32 (local.get $at)) (v128.load offset=32 (local.get $with)))))
          (local.set $d (f32x4.add (local.get $d)
            (f32x4.mul (v128.load offset=48 (local.get $at)) (v128.load offset=48 (local.get $with)))))
          (local.set $at (i32.add (local.get $at) (i32.const 64)))
          (local.set $with (i32.add (local.get $with) (i32.const 64)))
          (br_if $axis (i32.lt_u (local.get $with) (local.get $stop))))
        (local.set $a (f32x4.add
          (f32x4.add (local.get $a) (local.get $b))
          (f32x4.add (local.get $c) (local.get $d))))
        (f32.store (local.get $out) (f32.add
          (f32.add (f32x4.extract_lane 0 (local.get $a)) (f32x4.extract_lane 1 (local.get $a)))
          (f32.add (f32x4.extract_lane 2 (local.get $a)) (f32x4.extract_lane 3 (local.get $a)))))
        (local.set $slots (i32.add (local.get $slots) (i32.const 4)))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (br $next)))))
