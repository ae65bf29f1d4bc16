using System.Net.Http.Headers;

namespace Kayron.Sandbox.Aws.S3;

/// <summary>The part of an object that a Range header asks for, both ends included.</summary>
public sealed record ByteRange(int From, int To)
{
    public static ByteRange? Read(string header, int length)
    {
        if (!RangeHeaderValue.TryParse(header, out var value) || value.Ranges.Count != 1) return null;
        var range = value.Ranges.Single();
        var from = (int)(range.From ?? Math.Max(0, length - (range.To ?? 0)));
        var to = range.From is null ? length - 1 : (int)Math.Min(range.To ?? (length - 1), length - 1);
        return from < length ? new ByteRange(from, to) : throw new AwsException("InvalidRange", "The requested range is not satisfiable", 416);
    }
}
