using Kayron.Web.Cli;

namespace Kayron.Tests.Support;

/// <summary>Runs commands in this process, with a directory, variables and output of its own.</summary>
internal sealed class Terminal : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Dictionary<string, string> _variables = [];
    private readonly LineWriter _output = new();
    private readonly StringWriter _error = new();

    public Terminal() => _variables["KAYRON_DATA"] = System.IO.Path.Combine(Directory, "data");

    public string Directory => _directory.Path;
    public Dictionary<string, string> Exported { get; } = [];
    public string Output => _output.ToString();
    public IReadOnlyList<string> Errors => _error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    public string this[string variable]
    {
        set => _variables[variable] = value;
    }

    /// <summary>Sets what a container would get. The AWS SDK reads its variables from the process, which here is that of all tests: they are set as Kayron's own keys.</summary>
    public void Configure(IReadOnlyDictionary<string, string> variables)
    {
        foreach (var (name, value) in variables)
            _variables[name switch
            {
                "AWS_ENDPOINT_URL" => "Kayron__Aws__EndpointUrl",
                "AWS_ACCESS_KEY_ID" => "Kayron__Aws__AccessKeyId",
                "AWS_SECRET_ACCESS_KEY" => "Kayron__Aws__SecretAccessKey",
                _ => name,
            }] = value;
    }

    /// <summary>What a person types, line by line; null: nobody can be asked.</summary>
    public string? Typed { get; set; }

    public string Write(string name, string content) => _directory.Write(name, content);

    public Task<int> RunAsync(string arguments, CancellationToken? cancellationToken = null)
    {
        var context = new CommandContext(_variables, (name, value) => Exported[name] = value, Directory, TextWriter.Synchronized(_output), TextWriter.Synchronized(_error), Interactive: false, Typed is null ? null : new StringReader(Typed));
        return CommandLine.RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), context, cancellationToken ?? TestContext.Current.CancellationToken);
    }

    /// <summary>The first line of output, once it is there.</summary>
    public Task<string> FirstLineAsync() => _output.FirstLine.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

    public void Clear() => _output.GetStringBuilder().Clear();

    public void Dispose()
    {
        _directory.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    private sealed class LineWriter : StringWriter
    {
        private readonly TaskCompletionSource<string> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> FirstLine => _first.Task;

        public override void Flush()
        {
            if (ToString() is { Length: > 0 } text) _first.TrySetResult(text.Split(NewLine)[0]);
        }
    }
}
